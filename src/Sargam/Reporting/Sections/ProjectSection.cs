using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>
/// The map by cluster and by every label set. The page's script puts an interactive one in their place; on paper, and where no
/// scripts run, the pictures stay.
/// </summary>
internal static class ProjectSection
{
    private const int PointsPerMap = 2_000;
    private const int PointsInReport = 2_000;
    private const int SpeakingPointsPerMap = 300;
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
            + "Where the marks of one cluster keep together under a label’s colours too, cluster and label go together.");
        WritePlace(html);
        html.Start("div", "still-maps");
        html.Start("div", "maps");
        html.NewLine();
        if (ClusterMapFigure.Create(model, points, SpeakingPointsPerMap) is { } clusters) Parts.Figure(html, clusters, "map");
        int shown = Math.Min(model.LabelNames.Count, MapsAtOnce - 1);
        for (int i = 0; i < shown; i++) WriteLabelMap(html, model, i, points);
        html.End();
        if (shown < model.LabelNames.Count) WriteMore(html, model, shown, points);
        html.End();
        Parts.End(html);
    }

    /// <summary>Where the interactive map goes.</summary>
    private static void WritePlace(HtmlWriter html)
    {
        html.Start("div");
        html.Attribute("id", "live-map");
        html.End();
        html.NewLine();
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
        if (LabelMapFigure.Create(model, labelSet, points, SpeakingPointsPerMap) is { } map) Parts.Figure(html, map, "map");
    }
}
