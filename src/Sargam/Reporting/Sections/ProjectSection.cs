using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>The map by cluster and by every label set.</summary>
internal static class ProjectSection
{
    private const int PointsPerMap = 5_000;
    private const int PointsInReport = 40_000;
    private const int MapsAtOnce = 6;

    /// <summary>Writes the maps.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Tracks.Count == 0) return;

        // A page with a million points opens nowhere; the figures of their own hold more.
        int points = Math.Clamp(PointsInReport / (1 + model.LabelNames.Count), 1, PointsPerMap);
        Parts.Begin(html, "map", "Project", "The map");
        html.Element(
            "p",
            "Each mark is a track; tracks that sound alike lie close together. Distances across the map and the axes themselves mean little. "
            + "Where marks of one colour keep together in two maps, cluster and label go together. Point at a mark to see its title.");
        html.Start("div", "maps");
        html.NewLine();
        if (ClusterMapFigure.Create(model, points) is { } clusters) Parts.Figure(html, clusters, "map");
        int shown = Math.Min(model.LabelNames.Count, MapsAtOnce - 1);
        for (int i = 0; i < shown; i++) WriteLabelMap(html, model, i, points);
        html.End();
        if (shown < model.LabelNames.Count) WriteMore(html, model, shown, points);
        Parts.End(html);
    }

    private static void WriteMore(HtmlWriter html, ReportModel model, int from, int points)
    {
        html.Start("details");
        html.Element("summary", Numerals.Count(model.LabelNames.Count - from, "more map"));
        html.Start("div", "maps");
        html.NewLine();
        for (int i = from; i < model.LabelNames.Count; i++) WriteLabelMap(html, model, i, points);
        html.End();
        html.End();
    }

    private static void WriteLabelMap(HtmlWriter html, ReportModel model, int labelSet, int points)
    {
        if (LabelMapFigure.Create(model, labelSet, points) is { } map) Parts.Figure(html, map, "map");
    }
}
