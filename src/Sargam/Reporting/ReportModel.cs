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

    /// <summary>Other maps of the same tracks.</summary>
    public IReadOnlyList<FurtherMap> FurtherMaps { get; init; } = [];

    /// <summary>From the report to the folder that track paths are relative to; null when tracks are not files.</summary>
    public string? MusicRoot { get; init; }

    /// <summary>Every method at every seed; empty when only one seed ran.</summary>
    public IReadOnlyList<ClusterQuality> AllSeeds { get; init; } = [];

    /// <summary>A few tracks and what the model gives back of them; empty when nothing was learned.</summary>
    public IReadOnlyList<Reconstruction> Reconstructions { get; init; } = [];

    /// <summary>Walks along dimensions of the representation; empty when there is none.</summary>
    public IReadOnlyList<TraversalWalk> Traversals { get; init; } = [];

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
public sealed record MapTrack(string Title, double X, double Y, int Cluster, IReadOnlyList<string> Labels)
{
    /// <summary>The track's id, by which a server finds it: 32 hexadecimal digits; empty where nothing is served.</summary>
    public string Id { get; init; } = "";

    /// <summary>The file, relative to <see cref="ReportModel.MusicRoot"/>.</summary>
    public string Path { get; init; } = "";

    /// <summary>Its length; null when not known.</summary>
    public double? Seconds { get; init; }

    /// <summary>How surely it belongs to its cluster, in [0, 1]; null when not known.</summary>
    public double? Confidence { get; init; }

    /// <summary>How many of its neighbours the map lost, in [0, 1]; null when not known.</summary>
    public double? Distortion { get; init; }
}

/// <summary>Another map of the same tracks.</summary>
/// <param name="Name">What to call it: UMAP, PCA.</param>
/// <param name="Caption">How it was made.</param>
/// <param name="Positions">One per track, in the tracks' order.</param>
public sealed record FurtherMap(string Name, string Caption, IReadOnlyList<MapPosition> Positions);

/// <summary>A place on a map.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
public readonly record struct MapPosition(double X, double Y);

/// <summary>What one dimension of a representation stands for: a walk along it, others held at their mean.</summary>
/// <param name="Dimension">Its number.</param>
/// <param name="Kl">How much it is used: its KL divergence.</param>
/// <param name="Steps">The stops of the walk, from low to high.</param>
public sealed record TraversalWalk(int Dimension, double Kl, IReadOnlyList<TraversalStep> Steps);

/// <summary>One stop of a walk.</summary>
/// <param name="Deviations">Where: in standard deviations from the mean.</param>
/// <param name="NearestTitle">The track that lies nearest.</param>
/// <param name="Features">The features that change most over the walk, with their values here; empty when there is a picture.</param>
/// <param name="Map">The decoded sequence, rows of frames, low rows first; null when the features are no sequence.</param>
public sealed record TraversalStep(double Deviations, string NearestTitle, IReadOnlyList<KeyValuePair<string, double>> Features, TraversalMap? Map);

/// <summary>A decoded sequence of frames.</summary>
/// <param name="RowCount">Features a frame.</param>
/// <param name="FrameCount">Frames.</param>
/// <param name="Values">Row by row.</param>
public sealed record TraversalMap(int RowCount, int FrameCount, ReadOnlyMemory<float> Values);

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

/// <summary>A track's features and what the model gives back of them.</summary>
/// <param name="Title">The track.</param>
/// <param name="RowCount">Rows, of frames after one another; 1 for plain numbers.</param>
/// <param name="Original">As measured, row after row.</param>
/// <param name="Reconstructed">As decoded, in the same units.</param>
public sealed record Reconstruction(string Title, int RowCount, float[] Original, float[] Reconstructed);
