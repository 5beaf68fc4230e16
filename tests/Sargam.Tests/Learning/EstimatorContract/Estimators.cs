using Sargam.Learning.Agglomerative;
using Sargam.Learning.Dbscan;
using Sargam.Learning.Decomposition;
using Sargam.Learning.GaussianMixture;
using Sargam.Learning.KMeans;
using Sargam.Learning.Manifold.TSne;
using Sargam.Learning.Manifold.Umap;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Every estimator of the library. A new one is added here and nowhere else in this folder.</summary>
internal static class Estimators
{
    private static readonly EstimatorCase[] Cases =
    [
        EstimatorCase.Clusterer(
            "KMeans", 3, seed => new KMeans(new KMeansOptions { ClusterCount = 3, RestartCount = 3, Seed = seed }),
            model => [model.Inertia, model.Convergence.IterationCount, model.Convergence.FinalShift, .. Wide(model.Centroids)],
            ("ClusterCount", () => _ = new KMeans(new KMeansOptions { ClusterCount = 0, Seed = 1 })),
            ("RestartCount", () => _ = new KMeans(new KMeansOptions { RestartCount = 0, Seed = 1 })),
            ("MaxIterations", () => _ = new KMeans(new KMeansOptions { MaxIterations = -1, Seed = 1 })),
            ("Tolerance", () => _ = new KMeans(new KMeansOptions { Tolerance = double.NaN, Seed = 1 }))),
        Mixture(
            CovarianceType.Full,
            ("ComponentCount", () => _ = new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 0, Seed = 1 })),
            ("CovarianceType", () => _ = new GaussianMixture(new GaussianMixtureOptions { CovarianceType = (CovarianceType)4, Seed = 1 })),
            ("RestartCount", () => _ = new GaussianMixture(new GaussianMixtureOptions { RestartCount = 0, Seed = 1 })),
            ("MaxIterations", () => _ = new GaussianMixture(new GaussianMixtureOptions { MaxIterations = 0, Seed = 1 })),
            ("Tolerance", () => _ = new GaussianMixture(new GaussianMixtureOptions { Tolerance = -1, Seed = 1 })),
            ("CovarianceRegularization", () => _ = new GaussianMixture(new GaussianMixtureOptions { CovarianceRegularization = double.NaN, Seed = 1 }))),
        Mixture(CovarianceType.Tied),
        Mixture(CovarianceType.Diagonal),
        Mixture(CovarianceType.Spherical),
        Hierarchy(
            new AgglomerativeOptions { ClusterCount = 3, Seed = 1 },
            ("ClusterCount", () => _ = new Agglomerative(new AgglomerativeOptions { ClusterCount = 0, Seed = 1 })),
            ("Linkage", () => _ = new Agglomerative(new AgglomerativeOptions { Linkage = (Linkage)4, Seed = 1 })),
            ("ExactRowLimit", () => _ = new Agglomerative(new AgglomerativeOptions { ExactRowLimit = 20_001, Seed = 1 })),
            ("MicroClusterCount", () => _ = new Agglomerative(new AgglomerativeOptions { MicroClusterCount = 7, Seed = 1 }))),
        Hierarchy(new AgglomerativeOptions { ClusterCount = 3, Linkage = Linkage.Average, Seed = 1 }),
        Hierarchy(new AgglomerativeOptions { ClusterCount = 3, Linkage = Linkage.Complete, Seed = 1 }),
        Hierarchy(new AgglomerativeOptions { ClusterCount = 3, Linkage = Linkage.Single, Seed = 1 }),
        Hierarchy(new AgglomerativeOptions { ClusterCount = 3, ExactRowLimit = 100, MicroClusterCount = 40, Seed = 1 }),
        EstimatorCase.Clusterer(
            "Dbscan", 1, _ => new Dbscan(new DbscanOptions()),
            model => [model.Epsilon, model.Coverage, .. model.IsCore.Select(core => core ? 1.0 : 0.0)],
            ("Epsilon", () => _ = new Dbscan(new DbscanOptions { Epsilon = 0 })),
            ("Epsilon", () => _ = new Dbscan(new DbscanOptions { Epsilon = double.NaN })),
            ("MinPoints", () => _ = new Dbscan(new DbscanOptions { MinPoints = 0 }))),
        EstimatorCase.Clusterer(
            "Dbscan", 1, _ => new Dbscan(new DbscanOptions { Epsilon = 3, MinPoints = 4 }),
            model => [model.Epsilon, model.Coverage, .. model.IsCore.Select(core => core ? 1.0 : 0.0)]),
        EstimatorCase.Transformer("StandardScaler", 1, _ => new StandardScaler(), model => [.. model.Mean, .. model.Scale]),
        EstimatorCase.Transformer(
            "Pca", 2, _ => new Pca(new PcaOptions()),
            model => [.. model.Mean, .. model.ExplainedVariance, .. model.ExplainedVarianceRatio, .. Wide(model.Components)],
            ("ComponentCount", () => _ = new Pca(new PcaOptions { ComponentCount = 0 })),
            ("ExplainedVariance", () => _ = new Pca(new PcaOptions { ExplainedVariance = 1.5 }))),
        EstimatorCase.Transformer(
            "Pca", 2, _ => new Pca(new PcaOptions { ExplainedVariance = 0.9, Whiten = true }),
            model => [.. model.ExplainedVariance, .. Wide(model.Components)]),
        EstimatorCase.Transformer(
            "Pca", 2, seed => new Pca(new PcaOptions { ComponentCount = 1, Solver = PcaSolver.Randomized, Seed = seed }),
            model => [.. model.ExplainedVariance, .. model.ExplainedVarianceRatio, .. Wide(model.Components)],
            ("ComponentCount", () => _ = new Pca(new PcaOptions { Solver = PcaSolver.Randomized, Seed = 1 })),
            ("Seed", () => _ = new Pca(new PcaOptions { ComponentCount = 1, Solver = PcaSolver.Randomized })),
            ("Solver", () => _ = new Pca(new PcaOptions { Solver = (PcaSolver)7 })),
            ("OversampleCount", () => _ = new Pca(new PcaOptions { OversampleCount = -1 })),
            ("PowerIterationCount", () => _ = new Pca(new PcaOptions { PowerIterationCount = -1 }))),
        EstimatorCase.Transformer(
            "TSne", 1, seed => new TSne(new TSneOptions { Method = TSneMethod.Interpolation, MaxIterations = 20, Seed = seed }),
            model => [model.KullbackLeibler, .. Wide(model.Embedding)],
            ("Method", () => _ = new TSne(new TSneOptions { Method = (TSneMethod)7, Seed = 1 })),
            ("Perplexity", () => _ = new TSne(new TSneOptions { Perplexity = 0, Seed = 1 })),
            ("MaxIterations", () => _ = new TSne(new TSneOptions { MaxIterations = 0, Seed = 1 }))),
        EstimatorCase.Transformer(
            "Umap", 1, seed => new Umap(new UmapOptions { NeighborCount = 8, EpochCount = 25, Seed = seed }),
            model => [model.A, model.B, .. Wide(model.Embedding)],
            ("NeighborCount", () => _ = new Umap(new UmapOptions { NeighborCount = 1, Seed = 1 })),
            ("MinDistance", () => _ = new Umap(new UmapOptions { MinDistance = 1.5, Seed = 1 })),
            ("Spread", () => _ = new Umap(new UmapOptions { Spread = double.NaN, Seed = 1 })),
            ("ComponentCount", () => _ = new Umap(new UmapOptions { ComponentCount = 0, Seed = 1 })),
            ("EpochCount", () => _ = new Umap(new UmapOptions { EpochCount = 0, Seed = 1 })),
            ("NegativeSampleCount", () => _ = new Umap(new UmapOptions { NegativeSampleCount = -1, Seed = 1 }))),
    ];

    /// <summary>Row numbers of <see cref="Case"/>, for theories.</summary>
    public static TheoryData<int, string> All()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < Cases.Length; i++) data.Add(i, Cases[i].Name);
        return data;
    }

    /// <summary>Row numbers of <see cref="Case"/>, each with the number and name of an option that can be bad.</summary>
    public static TheoryData<int, int, string> AllBadOptions()
    {
        var data = new TheoryData<int, int, string>();
        for (int i = 0; i < Cases.Length; i++)
        {
            for (int option = 0; option < Cases[i].BadOptions.Length; option++) data.Add(i, option, Cases[i].BadOptions[option].Option);
        }

        return data;
    }

    public static EstimatorCase Case(int index) => Cases[index];

    private static EstimatorCase Hierarchy(AgglomerativeOptions options, params (string Option, Action Construct)[] badOptions) =>
        EstimatorCase.Clusterer(
            "Agglomerative", 3, seed => new Agglomerative(options with { Seed = seed }),
            model =>
            [
                model.Convergence.IterationCount, .. Wide(model.Centroids), .. model.Confidences.Select(value => (double)value),
                .. model.Dendrogram.Heights, .. model.Dendrogram.Children.SelectMany(pair => new double[] { pair.Left, pair.Right }),
            ],
            badOptions);

    private static EstimatorCase Mixture(CovarianceType type, params (string Option, Action Construct)[] badOptions) =>
        EstimatorCase.Clusterer(
            "GaussianMixture", 3,
            seed => new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 3, CovarianceType = type, RestartCount = 2, Seed = seed }),
            model => [model.LowerBound, model.Convergence.IterationCount, .. model.Weights, .. model.Means, .. model.Covariances],
            badOptions);

    private static double[] Wide(MatrixView matrix) => Approx.Widen(matrix.Values);
}
