using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Figures;

/// <summary>How many tracks of each cluster have each value of a label set; the commonest values first.</summary>
internal sealed class Contingency
{
    private Contingency(IReadOnlyList<int> clusters, IReadOnlyList<string> values, int[][] counts) =>
        (Clusters, Values, Counts) = (clusters, values, counts);

    /// <summary>Clusters in the order of their numbers; noise, where there is some, last.</summary>
    public IReadOnlyList<int> Clusters { get; }

    /// <summary>Values with a place of their own, then "other (n values)" and "unknown" where some tracks have those.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Track counts: a row per cluster, a column per value.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Counts { get; }

    /// <summary>How many of <see cref="Values"/> are values proper.</summary>
    public int NamedCount { get; private init; }

    /// <summary>Whether the last value is "unknown".</summary>
    public bool HasUnknown { get; private init; }

    /// <summary>Tracks in a cluster.</summary>
    public int TrackCount(int row) => Counts[row].Sum();

    /// <summary>Tracks with a value.</summary>
    public int ValueCount(int column) => Counts.Sum(row => row[column]);

    /// <summary>Counts the tracks; null when none has a value or there is no cluster.</summary>
    public static Contingency? Of(ReportModel model, int labelSet, int maxValues = Palette.ClearCount)
    {
        string[] labels = [.. model.Tracks.Select(track => labelSet < track.Labels.Count ? CleanText.Shorten(track.Labels[labelSet], 80) : "")];
        int[] clusterOf = [.. model.Tracks.Select(track => Math.Max(-1, track.Cluster))];
        string[] known =
        [
            .. labels.Where(label => label.Length > 0).GroupBy(label => label, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key),
        ];
        if (known.Length == 0 || clusterOf.All(cluster => cluster < 0)) return null;
        int named = known.Length > maxValues ? maxValues - 1 : known.Length;
        bool unknown = labels.Any(label => label.Length == 0);
        List<string> values = [.. known.Take(named)];
        if (named < known.Length) values.Add($"other ({Numerals.Count(known.Length - named, "value")})");
        if (unknown) values.Add("unknown");
        var columns = known.Select((value, i) => (value, i)).ToDictionary(entry => entry.value, entry => Math.Min(entry.i, named), StringComparer.Ordinal);
        columns[""] = values.Count - 1;
        int[] clusters = [.. clusterOf.Distinct().OrderBy(cluster => cluster < 0 ? int.MaxValue : cluster)];
        var rows = clusters.Select((cluster, i) => (cluster, i)).ToDictionary(entry => entry.cluster, entry => entry.i);
        int[][] counts = [.. clusters.Select(_ => new int[values.Count])];
        for (int i = 0; i < labels.Length; i++) counts[rows[clusterOf[i]]][columns[labels[i]]]++;
        return new Contingency(clusters, values, counts) { NamedCount = named, HasUnknown = unknown };
    }

    /// <summary>The colour of a value, the same as on the map.</summary>
    public Ink InkOf(int column) => column < NamedCount ? Ink.Fill(column) : HasUnknown && column == Values.Count - 1 ? Ink.Unknown : Ink.Other;
}
