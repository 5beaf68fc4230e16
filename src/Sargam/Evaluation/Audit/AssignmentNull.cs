using Sargam.Clustering;
using Sargam.Learning.Agglomerative;
using Sargam.Learning.KMeans;
using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Evaluation.Audit;

/// <summary>
/// What clusters made elsewhere are held against. Their procedure cannot be run on data without clusters; K-Means and agglomerative
/// clustering can, with as many clusters, and the best of them stands for it.
/// </summary>
internal sealed class AssignmentNull(int clusterCount, ulong seed, int drawCount, int subsampleCount)
{
    /// <summary>Rows above which K-Means alone is tried: hierarchies cost n^2 for every draw.</summary>
    public const int HierarchyRowLimit = 2_000;

    private const ulong DrawStream = 0x41554449;
    private const ulong SubsampleStream = 0x53554253;
    private const double SubsampleShare = 0.8;

    private static readonly Linkage[] Linkages = [Linkage.Ward, Linkage.Average, Linkage.Complete];

    /// <summary>Silhouette and repeatability of each structure-free data set.</summary>
    public (double[] Silhouettes, double[] Agreements) Sample(MatrixView values, Action drawn, CancellationToken cancellationToken)
    {
        var silhouettes = new double[drawCount];
        var agreements = new double[drawCount];
        ForEachDraw(values, (number, draw, labels) =>
        {
            silhouettes[number] = Best(draw, labels, seed + (ulong)number, cancellationToken);
            agreements[number] = Agreement(draw, labels, seed + (ulong)number, cancellationToken);
            drawn();
        }, cancellationToken);
        return (silhouettes, agreements);
    }

    /// <summary>The silhouette of each structure-free data set.</summary>
    public double[] SampleSilhouettes(MatrixView values, CancellationToken cancellationToken)
    {
        var silhouettes = new double[drawCount];
        ForEachDraw(values, (number, draw, labels) => silhouettes[number] = Best(draw, labels, seed + (ulong)number, cancellationToken), cancellationToken);
        return silhouettes;
    }

    /// <summary>
    /// How well K-Means on random parts of the rows finds the given clusters: their mean ARI. Clusters that are there are found again
    /// by another algorithm on other rows.
    /// </summary>
    public double Agreement(MatrixView values, IReadOnlyList<int> labels, ulong sampleSeed, CancellationToken cancellationToken)
    {
        int size = (int)Math.Round(SubsampleShare * values.RowCount);
        if (size <= clusterCount) return 0;
        Rng root = new Rng(sampleSeed).Split(SubsampleStream);
        double sum = 0;
        for (int s = 0; s < subsampleCount; s++)
        {
            Rng rng = root.Split((ulong)s);
            int[] rows = rng.Permutation(values.RowCount)[..size];
            Array.Sort(rows);
            IReadOnlyList<int> found = KMeans(values.SelectRows(rows), rng.NextUInt64(), cancellationToken);
            sum += AdjustedRand.Score([.. rows.Select(row => labels[row])], found);
        }

        return sum / subsampleCount;
    }

    /// <summary>Every draw with its clusters by K-Means.</summary>
    private void ForEachDraw(MatrixView values, Action<int, Matrix, int[]> work, CancellationToken cancellationToken)
    {
        if (drawCount == 0) return;
        var gaussian = new GaussianNull(values, cancellationToken);
        Rng root = new Rng(seed).Split(DrawStream);
        FixedChunks.ForEach(drawCount, 1, (start, _) =>
        {
            Matrix draw = gaussian.Draw(root.Split((ulong)start));
            work(start, draw, [.. KMeans(draw, seed + (ulong)start, cancellationToken)]);
        }, cancellationToken);
    }

    /// <summary>The silhouette of the tightest clusters of which none holds nearly everything.</summary>
    private double Best(Matrix draw, int[] labels, ulong drawSeed, CancellationToken cancellationToken)
    {
        double best = ClusterFinder.MeanSilhouette(draw, labels, cancellationToken) ?? StructureNull.NoClusters;
        if (draw.RowCount > HierarchyRowLimit) return best;
        foreach (Linkage linkage in Linkages)
        {
            var options = new AgglomerativeOptions { ClusterCount = clusterCount, Linkage = linkage, Seed = drawSeed };
            int[] candidate = [.. new Agglomerative(options).Fit(draw, null, cancellationToken).Labels];
            if (candidate.GroupBy(label => label).Max(cluster => cluster.Count()) >= VerdictRules.DegenerateShare * candidate.Length) continue;
            if (ClusterFinder.MeanSilhouette(draw, candidate, cancellationToken) is { } silhouette) best = Math.Max(best, silhouette);
        }

        return best;
    }

    private IReadOnlyList<int> KMeans(MatrixView rows, ulong runSeed, CancellationToken cancellationToken) =>
        new KMeans(new KMeansOptions { ClusterCount = clusterCount, Seed = runSeed }).Fit(rows, null, cancellationToken).Labels;
}
