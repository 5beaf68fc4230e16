using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Figures;

/// <summary>The map, coloured by cluster, with each cluster's number on it.</summary>
internal static class ClusterMapFigure
{
    /// <summary>Draws the map; null when there is no track.</summary>
    public static Figure? Create(ReportModel model, int maxPoints = PointMap.MaxPoints, int maxSpeakingPoints = PointMap.MaxSpeakingPoints)
    {
        if (model.Tracks.Count == 0) return null;
        PointGroup[] groups =
        [
            .. Enumerable.Range(0, model.Tracks.Count).GroupBy(i => Math.Max(-1, model.Tracks[i].Cluster))
                .OrderBy(group => group.Key < 0 ? int.MaxValue : group.Key)
                .Select(group => new PointGroup(Entry(group.Key, group.Count()), [.. group])),
        ];
        var map = new PointMap(model.Tracks, groups, maxPoints, i => ClusterNames.Tooltip(model.Tracks[i]), maxSpeakingPoints);
        int clusters = groups.Count(group => group.Legend.Marker >= 0);
        return new Figure(
            "map-clusters", "Map by cluster",
            $"{Numerals.Count(model.Tracks.Count, "track")} in {Numerals.Count(clusters, "cluster")}. "
            + $"Map: {CleanText.Shorten(model.MapCaption, 120)}.{map.SubsetRemark}",
            PointMap.Width, map.Height,
            svg => map.Draw(svg, group => groups[group].Legend.Marker < 0 ? null : Numerals.Count(model.Tracks[groups[group].Tracks[0]].Cluster)));
    }

    private static LegendEntry Entry(int cluster, int count) => new(
        ClusterNames.Of(cluster), Numerals.Count(count),
        cluster < 0 ? Ink.Unknown : Ink.Fill(cluster), cluster < 0 ? Marker.Unknown : cluster);
}
