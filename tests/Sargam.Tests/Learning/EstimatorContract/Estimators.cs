using Sargam.Learning;
using Sargam.Learning.Agglomerative;
using Sargam.Learning.Consensus;
using Sargam.Learning.Dbscan;
using Sargam.Learning.Decomposition;
using Sargam.Learning.GaussianMixture;
using Sargam.Learning.Hdbscan;
using Sargam.Learning.KMeans;
using Sargam.Learning.Manifold.TSne;
using Sargam.Learning.Manifold.Umap;
using Sargam.Learning.MiniBatchKMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.SpectralClustering;
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

        // Named after the model, which it shares with K-Means.
        EstimatorCase.Clusterer(
            "KMeans", 3, seed => new MiniBatchKMeans(new MiniBatchKMeansOptions { ClusterCount = 3, BatchSize = 256, Seed = seed }),
            model => [model.Inertia, model.Convergence.IterationCount, model.Convergence.FinalShift, .. Wide(model.Centroids)],
            ("ClusterCount", () => _ = new MiniBatchKMeans(new MiniBatchKMeansOptions { ClusterCount = 0, Seed = 1 })),
            ("BatchSize", () => _ = new MiniBatchKMeans(new MiniBatchKMeansOptions { BatchSize = 0, Seed = 1 })),
            ("StartCount", () => _ = new MiniBatchKMeans(new MiniBatchKMeansOptions { StartCount = 0, Seed = 1 })),
            ("MaxEpochs", () => _ = new MiniBatchKMeans(new MiniBatchKMeansOptions { MaxEpochs = 0, Seed = 1 })),
            ("Tolerance", () => _ = new MiniBatchKMeans(new MiniBatchKMeansOptions { Tolerance = -1, Seed = 1 })),
            ("Patience", () => _ = new MiniBatchKMeans(new MiniBatchKMeansOptions { Patience = 0, Seed = 1 })),
            ("ReassignmentRatio", () => _ = new MiniBatchKMeans(new MiniBatchKMeansOptions { ReassignmentRatio = 1, Seed = 1 }))),
        Mixture(
            CovarianceType.Full,
            ("ComponentCount", () => _ = new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 0, Seed = 1 })),
            ("CovarianceType", () => _ = new GaussianMixture(new GaussianMixtureOptions { CovarianceType = (CovarianceType)4, Seed = 1 })),
            ("RestartCount", () => _ = new GaussianMixture(new GaussianMixtureOptions { RestartCount = 0, Seed = 1 })),
            ("MaxIterations", () => _ = new GaussianMixture(new GaussianMixtureOptions { MaxIterations = 0, Seed = 1 })),
            ("Tolerance", () => _ = new GaussianMixture(new GaussianMixtureOptions { Tolerance = -1, Seed = 1 })),
            ("CovarianceRegularization", () => _ = new GaussianMixture(new GaussianMixtureOptions { CovarianceRegularization = double.NaN, Seed = 1 }))),
        EstimatorCase.Clusterer(
            "KMeans", 1, seed => new KMeans(new KMeansOptions { ClusterCount = 1, RestartCount = 2, Seed = seed }),
            model => [model.Inertia, .. Wide(model.Centroids)]),
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
        Density(
            new HdbscanOptions { Seed = 1 },
            ("MinClusterSize", () => _ = new Hdbscan(new HdbscanOptions { MinClusterSize = 1, Seed = 1 })),
            ("MinPoints", () => _ = new Hdbscan(new HdbscanOptions { MinPoints = 0, Seed = 1 })),
            ("ClusterSelection", () => _ = new Hdbscan(new HdbscanOptions { ClusterSelection = (ClusterSelection)2, Seed = 1 })),
            ("ClusterSelectionEpsilon", () => _ = new Hdbscan(new HdbscanOptions { ClusterSelectionEpsilon = double.NaN, Seed = 1 })),
            ("ExactRowLimit", () => _ = new Hdbscan(new HdbscanOptions { ExactRowLimit = 1, Seed = 1 }))),
        Density(new HdbscanOptions { ClusterSelection = ClusterSelection.Leaf, AllowSingleCluster = true, MinClusterSize = 3, MinPoints = 1, Seed = 1 }),
        Density(new HdbscanOptions { ExactRowLimit = 40, Seed = 1 }),
        Spectral(
            3,
            ("ClusterCount", () => _ = new SpectralClustering(new SpectralClusteringOptions { ClusterCount = 0, Seed = 1 })),
            ("NeighborCount", () => _ = new SpectralClustering(new SpectralClusteringOptions { NeighborCount = 1, Seed = 1 })),
            ("RestartCount", () => _ = new SpectralClustering(new SpectralClusteringOptions { RestartCount = 0, Seed = 1 }))),
        Spectral(1),
        Spectral(11),
        Agreed(
            3, (seed, count) => new KMeans(new KMeansOptions { ClusterCount = count, RestartCount = 1, MaxIterations = 5, Seed = seed }),
            ("RunCount", () => _ = new Consensus(new ConsensusOptions { RunCount = 1, Seed = 1 }, _ => new Dbscan(new DbscanOptions()))),
            ("ClusterCount", () => _ = new Consensus(new ConsensusOptions { ClusterCount = 0, Seed = 1 }, _ => new Dbscan(new DbscanOptions()))),
            ("LinkedCombinationLimit", () => _ = new Consensus(new ConsensusOptions { LinkedCombinationLimit = 1, Seed = 1 }, _ => new Dbscan(new DbscanOptions())))),
        Agreed(1, (seed, _) => new Hdbscan(new HdbscanOptions { MinClusterSize = 2 + (int)(seed % 7), Seed = seed })),
        EstimatorCase.Transformer("StandardScaler", 1, _ => new StandardScaler(), model => [.. model.Mean, .. model.Scale]),
        EstimatorCase.Transformer(
            "RobustScaler", 1, _ => new RobustScaler(new RobustScalerOptions()), model => [.. model.Center, .. model.Scale],
            ("LowerPercent", () => _ = new RobustScaler(new RobustScalerOptions { LowerPercent = double.NaN })),
            ("UpperPercent", () => _ = new RobustScaler(new RobustScalerOptions { UpperPercent = 25 }))),
        EstimatorCase.Transformer(
            "MinMaxScaler", 1, _ => new MinMaxScaler(new MinMaxScalerOptions { Minimum = -1, Clip = true }), model => [.. model.DataMinimum, .. model.DataMaximum],
            ("Minimum", () => _ = new MinMaxScaler(new MinMaxScalerOptions { Minimum = double.NaN })),
            ("Maximum", () => _ = new MinMaxScaler(new MinMaxScalerOptions { Maximum = 0 }))),
        EstimatorCase.Transformer(
            "QuantileTransformer", 1, _ => new QuantileTransformer(new QuantileTransformerOptions()), model => [.. model.Quantiles],
            ("QuantileCount", () => _ = new QuantileTransformer(new QuantileTransformerOptions { QuantileCount = 1 })),
            ("Output", () => _ = new QuantileTransformer(new QuantileTransformerOptions { Output = (QuantileOutput)2 }))),
        EstimatorCase.Transformer(
            "QuantileTransformer", 1, _ => new QuantileTransformer(new QuantileTransformerOptions { QuantileCount = 40, Output = QuantileOutput.Normal }),
            model => [.. model.Quantiles]),
        EstimatorCase.Transformer(
            "Clipping", 1, _ => new Clipping(new ClippingOptions()), model => [.. model.Lower, .. model.Upper],
            ("LowerPercent", () => _ = new Clipping(new ClippingOptions { LowerPercent = -1 })),
            ("UpperPercent", () => _ = new Clipping(new ClippingOptions { UpperPercent = 101 }))),
        EstimatorCase.Transformer(
            "GroupCentring", 1, _ => new EveryThirdTogether(), model => [.. model.Mean, .. model.Offsets],
            ("Shrinkage", () => _ = new GroupCentring(new GroupCentringOptions { Shrinkage = -1 })),
            ("Shrinkage", () => _ = new GroupCentring(new GroupCentringOptions { Shrinkage = double.NaN }))),
        EstimatorCase.Transformer(
            "TransformPipeline", 1, _ => new TransformPipeline(new Clipping(new ClippingOptions()), new StandardScaler()),
            model => [.. ((StandardScalerModel)model.Steps[1]).Mean]),
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

    /// <summary>Row numbers of those that give labels.</summary>
    public static TheoryData<int, string> Clusterers()
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < Cases.Length; i++)
        {
            if (Cases[i].IsClusterer) data.Add(i, Cases[i].Name);
        }

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
                model.Convergence.IterationCount, .. Wide(model.Centroids),
                .. model.Dendrogram.Heights, .. model.Dendrogram.Children.SelectMany(pair => new double[] { pair.Left, pair.Right }),
            ],
            badOptions);

    private static EstimatorCase Density(HdbscanOptions options, params (string Option, Action Construct)[] badOptions) =>
        EstimatorCase.Clusterer(
            "Hdbscan", 1, seed => new Hdbscan(options with { Seed = seed }),
            model =>
            [
                model.NeighborRecall, model.JoinedComponentCount, .. model.Probabilities, .. model.Persistences, .. model.Dendrogram.Heights,
                .. model.CondensedTree.SelectMany(branch => new[] { branch.Parent, branch.Child, branch.Lambda, branch.Size }),
            ],
            badOptions);

    private static EstimatorCase Spectral(int clusterCount, params (string Option, Action Construct)[] badOptions) =>
        EstimatorCase.Clusterer(
            "SpectralClustering", clusterCount,
            seed => new SpectralClustering(new SpectralClusteringOptions { ClusterCount = clusterCount, RestartCount = 2, Seed = seed }),
            model => [model.ComponentCount, model.Convergence.FinalShift, .. model.Eigenvalues, .. Wide(model.Embedding)],
            badOptions);

    private static EstimatorCase Agreed(
        int minimumRowCount, Func<ulong, int, IClusterer<ClusteringModel>> create, params (string Option, Action Construct)[] badOptions) =>
        EstimatorCase.Clusterer(
            "Consensus", minimumRowCount,
            seed => new Consensus(new ConsensusOptions { RunCount = 4, Seed = seed }, runSeed => create(runSeed, minimumRowCount)),
            model => [model.CombinationCount, .. model.Agreements.Select(value => (double)value)],
            badOptions);

    private static EstimatorCase Mixture(CovarianceType type, params (string Option, Action Construct)[] badOptions) =>
        EstimatorCase.Clusterer(
            "GaussianMixture", 3,
            seed => new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 3, CovarianceType = type, RestartCount = 2, Seed = seed }),
            model => [model.LowerBound, model.Convergence.IterationCount, .. model.Weights, .. model.Means, .. model.Covariances],
            badOptions);

    private static double[] Wide(MatrixView matrix) => Approx.Widen(matrix.Values);

    /// <summary>Group centring wants groups beside the rows: those of rows 0, 3, 6, ..., of 1, 4, 7, ... and of the rest.</summary>
    private sealed class EveryThirdTogether : ITransformer<GroupCentringModel>
    {
        public GroupCentringModel Fit(MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default) =>
            new GroupCentring(new GroupCentringOptions()).Fit(observations, [.. Enumerable.Range(0, observations.RowCount).Select(i => i % 3)], cancellationToken);
    }
}
