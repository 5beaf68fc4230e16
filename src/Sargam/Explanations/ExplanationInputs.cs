using System.Globalization;
using Sargam.Clustering;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Explanations;

/// <summary>What explanations are made from: the main clustering, and what is known of its tracks. Rows are those of the run.</summary>
internal sealed class ExplanationInputs
{
    /// <summary>The tracks.</summary>
    public required IReadOnlyList<Track> Tracks { get; init; }

    /// <summary>The cluster of each; -1 is noise.</summary>
    public required int[] Clusters { get; init; }

    /// <summary>The rows of each cluster, the nearest to its middle first.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<int>> NearestFirst { get; init; }

    /// <summary>How clearly each belongs to its cluster; NaN where that is not known.</summary>
    public required double[] Confidences { get; init; }

    /// <summary>Tracks with less are unsure.</summary>
    public required double LeastConfidence { get; init; }

    /// <summary>Of each quality the value of each track, NaN where not known; those of which nothing is known are missing.</summary>
    public required IReadOnlyDictionary<AudibleQuality, double[]> Qualities { get; init; }

    /// <summary>The words of each track, or null.</summary>
    public required IReadOnlyList<TrackLyrics?> Lyrics { get; init; }

    /// <summary>Label sets that are scored.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>Seed of everything drawn.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Reads everything but the clusters from the workspace and the run.</summary>
    public static ExplanationInputs Load(
        Workspace workspace, RunFolder run, IReadOnlyList<Track> tracks, ClusterAssignment assignment, IReadOnlyDictionary<int, IReadOnlyList<int>> nearestFirst)
    {
        Recipe recipe = run.LoadRecipe();
        CsvTable clusters = CsvTable.Read(run.File("clusters.csv"));
        Dictionary<string, TrackLyrics> lyrics = workspace.LoadLyrics().GroupBy(text => text.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return new ExplanationInputs
        {
            Tracks = tracks,
            Clusters = [.. assignment.Labels],
            NearestFirst = nearestFirst,
            Confidences = [.. Enumerable.Range(0, tracks.Count).Select(row => row < clusters.Rows.Count ? ParseOrNaN(clusters.Cell(row, "confidence")) : double.NaN)],
            LeastConfidence = LeastConfidenceOf(assignment.Clusterer),
            Qualities = TrackQualities.Read(workspace, recipe, tracks),
            Lyrics = [.. tracks.Select(track => lyrics.GetValueOrDefault(track.Id))],
            LabelNames = workspace.LoadCollection().LabelNames,
            Seed = recipe.Seed,
        };
    }

    /// <summary>What besides the clusters decides the explanations: the words, and how many tracks have been described.</summary>
    public static string KeyOf(Workspace workspace, RunFolder run) => ArtifactKey.Of(
        ExplanationFile.Version,
        ArtifactKey.Of(workspace.LoadLyrics().SelectMany(text => new[] { text.Id, text.Text })),
        DescribedCount(workspace, run.LoadRecipe()).ToString(CultureInfo.InvariantCulture));

    private static int DescribedCount(Workspace workspace, Recipe recipe) => recipe.Features.IsEmbeddings ? 0
        : TrackQualities.Descriptors(workspace, recipe, workspace.LoadCollection().DistinctTracks.Select(track => track.Id)).TrackIds.Count;

    /// <summary>
    /// A track is unsure where another cluster is about as near (within a tenth: <see cref="ClusterCentres"/>), or where its
    /// probability, membership or agreement is below a half.
    /// </summary>
    private static double LeastConfidenceOf(ClustererKind clusterer) => clusterer switch
    {
        ClustererKind.GaussianMixture or ClustererKind.Hdbscan or ClustererKind.Dbscan or ClustererKind.Consensus => 0.5,
        _ => 0.1,
    };

    private static double ParseOrNaN(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
