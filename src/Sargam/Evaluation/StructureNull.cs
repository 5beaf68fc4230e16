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
internal sealed class StructureNull(Recipe recipe, TrackLayout layout)
{
    private readonly Representer _representer = new(recipe.Represent, layout);

    private const ulong NullStream = 0x4E554C4C;

    /// <summary>Silhouette and stability of one structure-free data set.</summary>
    public readonly record struct Draw(double Silhouette, double Stability);

    /// <summary>Takes structure-free data sets through one method; where a VAE is told labels, all its spaces come of one training.</summary>
    /// <param name="method">What is fitted.</param>
    /// <param name="standardised">The tracks' z-scored features.</param>
    /// <param name="drawn">Told after each data set.</param>
    /// <param name="cancellationToken">Checked between epochs and clusterings.</param>
    /// <returns>The draws of each space.</returns>
    public IReadOnlyDictionary<RepresentationMethod, Draw[]> Sample(
        RepresentationMethod method, MatrixView standardised, Action drawn, CancellationToken cancellationToken)
    {
        Dictionary<RepresentationMethod, Draw[]> draws = _representer.SpacesOf(method).ToDictionary(space => space, _ => new Draw[recipe.Evaluate.NullDraws]);
        Rng root = new Rng(recipe.Seed).Split(NullStream);
        FixedChunks.ForEach(recipe.Evaluate.NullDraws, 1, (start, _) =>
        {
            MatrixView surrogate = TrackCrops.Standardise(GaussianNull.Sample(standardised, root.Split((ulong)start)), layout.CropCount);
            ulong seed = recipe.Seed + (ulong)start;
            foreach (LatentSpace space in _representer.Fit(method, surrogate, seed, cancellationToken: cancellationToken).Spaces)
            {
                draws[space.Method][start] = Score(space, seed, cancellationToken);
            }

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

    private Draw Score(LatentSpace space, ulong seed, CancellationToken cancellationToken)
    {
        ClusterFinder.Found found = new ClusterFinder(recipe.Cluster).Find(space.Values, seed, cancellationToken);
        double silhouette = ClusterFinder.MeanSilhouette(space.Values, found.Labels, cancellationToken) ?? -1;
        return new Draw(silhouette, Stability(space.Values, found.ClusterCount, seed, cancellationToken));
    }
}
