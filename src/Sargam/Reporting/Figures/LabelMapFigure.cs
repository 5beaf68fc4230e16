using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Figures;

/// <summary>The map, coloured by the values of one label set.</summary>
internal static class LabelMapFigure
{
    /// <summary>Values with a colour of their own when there are more than this many: one fewer, and "other".</summary>
    private const int MaxValues = Palette.ClearCount;

    /// <summary>Draws the map by the label set at an index; null when there is no track.</summary>
    public static Figure? Create(ReportModel model, int labelSet, int maxPoints = PointMap.MaxPoints)
    {
        if (model.Tracks.Count == 0) return null;
        IReadOnlyList<PointGroup> groups = Groups(model.Tracks, labelSet);
        var map = new PointMap(model.Tracks, groups, maxPoints, i => Tooltip(model.Tracks[i], labelSet));
        string name = CleanText.Shorten(model.LabelNames[labelSet], 60);
        return new Figure(
            $"map-label-{labelSet + 1}", $"Map by {name}",
            $"The same map, coloured by {name}.{Remark(model.Tracks, labelSet)}{map.SubsetRemark}",
            PointMap.Width, map.Height, svg => map.Draw(svg));
    }

    /// <summary>A track's value, cleaned; empty when unknown.</summary>
    private static string Value(MapTrack track, int labelSet) =>
        labelSet < track.Labels.Count ? CleanText.Shorten(track.Labels[labelSet], 80) : "";

    private static string Tooltip(MapTrack track, int labelSet)
    {
        string value = Value(track, labelSet);
        return $"{ClusterNames.Tooltip(track)}: {(value.Length == 0 ? "unknown" : value)}";
    }

    private static string Remark(IReadOnlyList<MapTrack> tracks, int labelSet)
    {
        int values = tracks.Select(track => Value(track, labelSet)).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Count();
        return values > MaxValues ? $" The {MaxValues - 1} commonest of {Numerals.Count(values)} values have a colour of their own." : "";
    }

    private static List<PointGroup> Groups(IReadOnlyList<MapTrack> tracks, int labelSet)
    {
        ILookup<string, int> byValue = Enumerable.Range(0, tracks.Count).ToLookup(i => Value(tracks[i], labelSet), StringComparer.Ordinal);
        List<IGrouping<string, int>> known =
        [
            .. byValue.Where(group => group.Key.Length > 0).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal),
        ];
        int shown = known.Count > MaxValues ? MaxValues - 1 : known.Count;
        var groups = new List<PointGroup>();
        for (int i = 0; i < shown; i++) Add(groups, known[i].Key, Ink.Fill(i), i, [.. known[i]]);
        Add(groups, $"other ({Numerals.Count(known.Count - shown, "value")})", Ink.Other, MaxValues - 1, [.. known.Skip(shown).SelectMany(group => group)]);
        Add(groups, "unknown", Ink.Unknown, Marker.Unknown, [.. byValue[""]]);
        return groups;
    }

    private static void Add(List<PointGroup> groups, string name, Ink ink, int marker, int[] tracks)
    {
        if (tracks.Length > 0) groups.Add(new PointGroup(new LegendEntry(name, Numerals.Count(tracks.Length), ink, marker), tracks));
    }
}
