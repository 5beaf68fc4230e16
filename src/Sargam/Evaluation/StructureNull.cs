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
    public sealed class Draws : Dictionary<MethodKey, Draw[]>
    {
        /// <summary>The draws of a method; none where none was needed.</summary>
        public Draw[] Of(MethodKey method) => TryGetValue(method, out Draw[]? draws) ? draws : [];
    }

    /// <summary>What is fitted.</summary>
    public IReadOnlyList<RepresentationMethod> Fitters => _representer.Fitters;

    /// <summary>What must be fitted for some methods.</summary>
    public IEnumerable<RepresentationMethod> FittersOf(IReadOnlySet<MethodKey> methods) =>
        Fitters.Where(fitter => _representer.SpacesOf(fitter).Any(space => methods.Any(method => method.Space == space)));

    /// <summary>Takes structure-free data sets through one method; where a VAE is told labels, all its spaces come of one training.</summary>
    /// <param name="fitter">What is fitted.</param>
    /// <param name="methods">What is scored of it.</param>
    /// <param name="views">The tracks' features and words.</param>
    /// <param name="draws">Where the draws are added.</param>
    /// <param name="drawn">Told after each data set.</param>
    /// <param name="cancellationToken">Checked between epochs and clusterings.</param>
    public void Sample(
        RepresentationMethod fitter, IReadOnlySet<MethodKey> methods, TrackViews views, Draws draws, Action drawn, CancellationToken cancellationToken)
    {
        MethodKey[] scored = [.. _representer.SpacesOf(fitter).SelectMany(space => _clusterers.Select(clusterer => new MethodKey(space, clusterer))).Where(methods.Contains)];
        foreach (MethodKey method in scored) draws[method] = new Draw[recipe.Evaluate.NullDraws];
        if (recipe.Evaluate.NullDraws == 0) return;
        var structureFree = new StructureFreeViews(views, recipe.Represent.Scaling, layout.CropCount, cancellationToken);
        Rng root = new Rng(recipe.Seed).Split(NullStream);
        LongTasks.ForEach(recipe.Evaluate.NullDraws, i =>
        {
            TrackViews surrogate = structureFree.Draw(root.Split((ulong)i));
            ulong seed = recipe.Seed + (ulong)i;
            IReadOnlyList<LatentSpace> spaces = _representer.Fit(fitter, surrogate, seed, cancellationToken: cancellationToken).Spaces;
            foreach (MethodKey method in scored)
            {
                draws[method][i] = Score(spaces.First(space => space.Method == method.Space), method.Clusterer, seed, cancellationToken);
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
