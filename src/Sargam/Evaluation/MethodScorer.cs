using Sargam.Clustering;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Evaluation;

/// <summary>Scores one clustering: in its own space, in the space common to all methods, and against the labels.</summary>
internal sealed class MethodScorer(Recipe recipe, Matrix common, StructureNull nulls, LabelScorer labelScorer)
{
    /// <summary>Every score; the verdict comes later, from all seeds together.</summary>
    /// <param name="space">What was clustered.</param>
    /// <param name="assignment">The clusters.</param>
    /// <param name="given">The label set that the space was told; null for none.</param>
    /// <param name="cancellationToken">Checked between scores.</param>
    public ClusterQuality Score(LatentSpace space, ClusterAssignment assignment, string? given, CancellationToken cancellationToken)
    {
        int[] labels = [.. assignment.Labels];
        return new ClusterQuality
        {
            Recipe = recipe.Name,
            Representation = assignment.Method.ToName(),
            Clusterer = assignment.Clusterer.ToName(),
            ClusterCount = assignment.ClusterCount,
            Seed = assignment.Seed,
            TrackCount = labels.Length,
            Coverage = labels.Count(label => label >= 0) / (double)labels.Length,
            NonEmptyClusterCount = labels.Where(label => label >= 0).Distinct().Count(),
            LargestShare = LargestShare(labels),
            Silhouette = ClusterFinder.MeanSilhouette(space, labels, cancellationToken),
            CalinskiHarabasz = CalinskiHarabasz.Score(SpaceRows.Of(space), SpaceRows.Of(labels, space)),
            DaviesBouldin = DaviesBouldin.Score(SpaceRows.Of(space), SpaceRows.Of(labels, space)),
            SilhouetteCommon = ClusterFinder.MeanSilhouette(SpaceRows.Of(common, space), SpaceRows.Of(labels, space), cancellationToken),
            Stability = nulls.Stability(space, assignment.Clusterer, assignment.ClusterCount, assignment.Seed, cancellationToken),
            ActiveUnits = space.ActiveUnits,
            ReconstructionR2 = space.ReconstructionR2,
            LabelConditioned = given,
            Labels = [.. labelScorer.Score(labels, cancellationToken).Select(label => label with { WasGiven = label.Label == given })],
            Verdict = Verdict.NoneBeyondChance,
        };
    }

    /// <summary>Noise is no cluster.</summary>
    private static double LargestShare(int[] labels) =>
        labels.Where(label => label >= 0).GroupBy(label => label).Select(cluster => cluster.Count()).DefaultIfEmpty(0).Max() / (double)labels.Length;
}
