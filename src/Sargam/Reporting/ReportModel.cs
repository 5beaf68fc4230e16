using Sargam.Evaluation;
using Sargam.Explanations;

namespace Sargam.Reporting;

/// <summary>Everything a report shows, and nothing it would have to look up. Texts may be hostile: writers escape them.</summary>
public sealed record ReportModel
{
    /// <summary>The collection's name.</summary>
    public required string Title { get; init; }

    /// <summary>The verdict and its reasons.</summary>
    public required Scorecard Scorecard { get; init; }

    /// <summary>One row per method: the main one first.</summary>
    public required IReadOnlyList<ClusterQuality> Methods { get; init; }

    /// <summary>The map, one point per track.</summary>
    public required IReadOnlyList<MapTrack> Tracks { get; init; }

    /// <summary>How the map was made, such as "t-SNE, perplexity 19" or "PCA (more than 5,000 tracks)".</summary>
    public required string MapCaption { get; init; }

    /// <summary>Names of the label sets; each track has one value for each.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>The clusters, in the order of their numbers.</summary>
    public required IReadOnlyList<ClusterSummary> Clusters { get; init; }

    /// <summary>Losses per epoch; empty when nothing was trained.</summary>
    public required IReadOnlyList<TrainingEpoch> History { get; init; }

    /// <summary>Scores for each number of clusters tried; empty when it was given.</summary>
    public required IReadOnlyList<ClusterCountScore> ClusterCountScores { get; init; }

    /// <summary>Files that could not be used.</summary>
    public required IReadOnlyList<FailedTrack> Failures { get; init; }

    /// <summary>Provenance as name and value, in order: recipe, seed, features, decoders, versions.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; }
}

/// <summary>One track on the map.</summary>
/// <param name="Title">What to call it.</param>
/// <param name="X">Map position.</param>
/// <param name="Y">Map position.</param>
/// <param name="Cluster">Its cluster; -1 is noise.</param>
/// <param name="Labels">One value per label set, empty where unknown.</param>
public sealed record MapTrack(string Title, double X, double Y, int Cluster, IReadOnlyList<string> Labels);

/// <summary>One cluster in short.</summary>
/// <param name="Cluster">Its number.</param>
/// <param name="TrackCount">Its size.</param>
/// <param name="TypicalTitles">Titles of the tracks nearest to its centre, nearest first.</param>
/// <param name="MakeUp">For each label set, the commonest values with their counts, commonest first.</param>
/// <param name="PlaylistFile">The playlist, relative to the report; empty when there is none, since the tracks are vectors.</param>
/// <param name="Explanation">What sets it apart; null when that was not asked.</param>
public sealed record ClusterSummary(
    int Cluster, int TrackCount, IReadOnlyList<string> TypicalTitles,
    IReadOnlyList<IReadOnlyList<KeyValuePair<string, int>>> MakeUp, string PlaylistFile,
    ClusterExplanation? Explanation = null);

/// <summary>One epoch of training, as in <c>history.csv</c>. Losses are means per track.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Total">Reconstruction plus beta times KL, training tracks.</param>
/// <param name="Reconstruction">Reconstruction loss, training tracks.</param>
/// <param name="Kl">KL divergence, training tracks.</param>
/// <param name="ValidationTotal">Total on held-out tracks; null without a validation split.</param>
/// <param name="Beta">Weight of the KL divergence.</param>
/// <param name="ActiveUnits">Latent dimensions in use.</param>
public sealed record TrainingEpoch(
    int Epoch, double Total, double Reconstruction, double Kl, double? ValidationTotal, double Beta, int ActiveUnits);

/// <summary>The score of one number of clusters.</summary>
/// <param name="ClusterCount">The number tried.</param>
/// <param name="Silhouette">Its mean silhouette.</param>
/// <param name="Chosen">Whether it was taken.</param>
public sealed record ClusterCountScore(int ClusterCount, double Silhouette, bool Chosen);

/// <summary>A file that could not be used.</summary>
/// <param name="Path">Relative to the source.</param>
/// <param name="Stage">Where it failed: scan, decode, features.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record FailedTrack(string Path, string Stage, string Reason);
