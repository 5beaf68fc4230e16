using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Figures;

/// <summary>The map, coloured by the values of one label set.</summary>
internal static class LabelMapFigure
{
    /// <summary>Values with a colour of their own when there are more than this many: one fewer, and "other".</summary>
    private const int MaxValues = Palette.ClearCount;

    /// <summary>Draws the map by the label set at an index; null when there is no track.</summary>
    public static Figure? Create(ReportModel model, int labelSet, int maxPoints = PointMap.MaxPoints, int maxSpeakingPoints = PointMap.MaxSpeakingPoints)
    {
        if (model.Tracks.Count == 0) return null;
        string[] values = Values(model.Tracks, labelSet);
        IGrouping<string, int>[] known = CommonestFirst(values);
        IReadOnlyList<PointGroup> groups = Groups(values, known);
        var map = new PointMap(model.Tracks, groups, maxPoints, i => $"{ClusterNames.Tooltip(model.Tracks[i])}: {(values[i].Length == 0 ? "unknown" : values[i])}", maxSpeakingPoints);
        string name = CleanText.Shorten(model.LabelNames[labelSet], 60);
        string remark = known.Length > MaxValues ? $" The {MaxValues - 1} commonest of {Numerals.Count(known.Length)} values have a colour of their own." : "";
        return new Figure(
            $"map-label-{labelSet + 1}", $"Map by {name}", $"The same map, coloured by {name}.{remark}{map.SubsetRemark}",
            PointMap.Width, map.Height, svg => map.Draw(svg));
    }

    /// <summary>Each track's value, cleaned (each different one once); empty when unknown.</summary>
    private static string[] Values(IReadOnlyList<MapTrack> tracks, int labelSet)
    {
        var clean = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = new string[tracks.Count];
        for (int i = 0; i < values.Length; i++)
        {
            string raw = labelSet < tracks[i].Labels.Count ? tracks[i].Labels[labelSet] : "";
            if (!clean.TryGetValue(raw, out values[i]!)) values[i] = clean[raw] = CleanText.Shorten(raw, 80);
        }

        return values;
    }

    private static IGrouping<string, int>[] CommonestFirst(string[] values) =>
    [
        .. Enumerable.Range(0, values.Length).Where(i => values[i].Length > 0).GroupBy(i => values[i], StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal),
    ];

    private static List<PointGroup> Groups(string[] values, IGrouping<string, int>[] known)
    {
        int shown = known.Length > MaxValues ? MaxValues - 1 : known.Length;
        var groups = new List<PointGroup>();
        for (int i = 0; i < shown; i++) Add(groups, known[i].Key, Ink.Fill(i), i, [.. known[i]]);
        Add(groups, $"other ({Numerals.Count(known.Length - shown, "value")})", Ink.Other, Marker.Other, [.. known.Skip(shown).SelectMany(group => group)]);
        Add(groups, "unknown", Ink.Unknown, Marker.Unknown, [.. Enumerable.Range(0, values.Length).Where(i => values[i].Length == 0)]);
        return groups;
    }

    private static void Add(List<PointGroup> groups, string name, Ink ink, int marker, int[] tracks)
    {
        if (tracks.Length > 0) groups.Add(new PointGroup(new LegendEntry(name, Numerals.Count(tracks.Length), ink, marker), tracks));
    }
}
