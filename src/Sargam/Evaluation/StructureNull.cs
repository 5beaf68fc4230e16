using Sargam.Clustering;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Evaluation;

/// <summary>
/// What the pipeline gives on data without clusters: Gaussians with the tracks' own mean and covariance go through the same
/// representation, the same choice of k and the same scores.
/// </summary>
internal sealed class StructureNull(Recipe recipe, int cropCount)
{
    private const ulong NullStream = 0x4E554C4C;

    /// <summary>Silhouette and stability of one structure-free data set.</summary>
    public readonly record struct Draw(double Silhouette, double Stability);

    /// <summary>Takes structure-free data sets through one method.</summary>
    /// <param name="method">The representation.</param>
    /// <param name="standardised">The tracks' z-scored features.</param>
    /// <param name="drawn">Told after each data set.</param>
    /// <param name="cancellationToken">Checked between epochs and clusterings.</param>
    public Draw[] Sample(RepresentationMethod method, MatrixView standardised, Action drawn, CancellationToken cancellationToken)
    {
        var draws = new Draw[recipe.Evaluate.NullDraws];
        Rng root = new Rng(recipe.Seed).Split(NullStream);
        FixedChunks.ForEach(draws.Length, 1, (start, _) =>
        {
            Matrix surrogate = GaussianNull.Sample(standardised, root.Split((ulong)start));
            draws[start] = Score(method, TrackCrops.Standardise(surrogate, cropCount), recipe.Seed + (ulong)start, cancellationToken);
            drawn();
        }, cancellationToken);
        return draws;
    }

    /// <summary>How often the same groups come back on random subsamples, with the number of clusters kept.</summary>
    public double Stability(MatrixView values, int clusterCount, ulong seed, CancellationToken cancellationToken)
    {
        var finder = new ClusterFinder(recipe.Cluster);
        return SubsampleStability.Score(
            values, (sample, sampleSeed) => finder.Labels(sample, Math.Min(clusterCount, sample.RowCount), sampleSeed, cancellationToken),
            seed, recipe.Evaluate.Subsamples, cancellationToken: cancellationToken) ?? 0;
    }

    private Draw Score(RepresentationMethod method, MatrixView standardised, ulong seed, CancellationToken cancellationToken)
    {
        LatentSpace space = new Representer(recipe.Represent, cropCount).Fit(method, standardised, seed, null, cancellationToken).Space;
        ClusterFinder.Found found = new ClusterFinder(recipe.Cluster).Find(space.Values, seed, cancellationToken);
        double silhouette = ClusterFinder.MeanSilhouette(space.Values, found.Labels, cancellationToken) ?? -1;
        return new Draw(silhouette, Stability(space.Values, found.ClusterCount, seed, cancellationToken));
    }
}
