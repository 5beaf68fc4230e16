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
    private readonly Representer _representer = new(recipe, layout);
    private readonly ClustererKind[] _clusterers = [.. recipe.Cluster.Kinds];

    private const ulong NullStream = 0x4E554C4C;

    /// <summary>The silhouette where there are no clusters to speak of, in data and draws alike: no track is nearer to its own than to others.</summary>
    public const double NoClusters = 0;

    /// <summary>Silhouette and stability of one structure-free data set, and the scores of each number of clusters tried on it.</summary>
    public sealed record Draw(double Silhouette, double Stability, IReadOnlyList<ClusterCountScore> Curve);

    /// <summary>The draws of each method.</summary>
    public sealed class Draws : Dictionary<MethodKey, Draw[]>;

    /// <summary>What is fitted.</summary>
    public IReadOnlyList<RepresentationMethod> Fitters => _representer.Fitters;

    /// <summary>Takes structure-free data sets through one method; where a VAE is told labels, all its spaces come of one training.</summary>
    /// <param name="method">What is fitted.</param>
    /// <param name="views">The tracks' features and words.</param>
    /// <param name="draws">Where the draws are added.</param>
    /// <param name="drawn">Told after each data set.</param>
    /// <param name="cancellationToken">Checked between epochs and clusterings.</param>
    public void Sample(RepresentationMethod method, TrackViews views, Draws draws, Action drawn, CancellationToken cancellationToken)
    {
        foreach (RepresentationMethod space in _representer.SpacesOf(method))
        {
            foreach (ClustererKind clusterer in _clusterers) draws[new MethodKey(space, clusterer)] = new Draw[recipe.Evaluate.NullDraws];
        }

        if (recipe.Evaluate.NullDraws == 0) return;
        var structureFree = new StructureFreeViews(views, recipe.Represent.Scaling, layout.CropCount, cancellationToken);
        Rng root = new Rng(recipe.Seed).Split(NullStream);
        FixedChunks.ForEach(recipe.Evaluate.NullDraws, 1, (start, _) =>
        {
            TrackViews surrogate = structureFree.Draw(root.Split((ulong)start));
            ulong seed = recipe.Seed + (ulong)start;
            foreach (LatentSpace space in _representer.Fit(method, surrogate, seed, cancellationToken: cancellationToken).Spaces)
            {
                foreach (ClustererKind clusterer in _clusterers) draws[new MethodKey(space.Method, clusterer)][start] = Score(space, clusterer, seed, cancellationToken);
            }

            drawn();
        }, cancellationToken);
    }

    /// <summary>How often the same groups come back on random subsamples, with the number of clusters kept.</summary>
    public double Stability(LatentSpace space, ClustererKind clusterer, int clusterCount, ulong seed, CancellationToken cancellationToken)
    {
        MatrixView values = SpaceRows.Of(space);
        var finder = new ClusterFinder(recipe.Cluster, clusterer);
        return SubsampleStability.Score(
            values, (sample, sampleSeed) => finder.Labels(sample, Math.Min(clusterCount, sample.RowCount), sampleSeed, cancellationToken),
            seed, recipe.Evaluate.Subsamples, cancellationToken: cancellationToken) ?? 0;
    }

    private Draw Score(LatentSpace space, ClustererKind clusterer, ulong seed, CancellationToken cancellationToken)
    {
        ClusterFinder.Found found = new ClusterFinder(recipe.Cluster, clusterer).Find(space, seed, cancellationToken);
        double silhouette = ClusterFinder.MeanSilhouette(space, found.Labels, cancellationToken) ?? NoClusters;
        return new Draw(silhouette, Stability(space, clusterer, found.ClusterCount, seed, cancellationToken), found.Curve);
    }
}
