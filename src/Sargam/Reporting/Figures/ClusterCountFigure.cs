using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>The silhouette for each number of clusters that was tried, the chosen one marked.</summary>
internal static class ClusterCountFigure
{
    private const double Width = 640;
    private const double Left = 58;
    private const double Right = Width - 20;
    private const double Top = 28;
    private const double Bottom = 210;

    /// <summary>Draws the curve; null when the number was given rather than chosen.</summary>
    public static Figure? Create(ReportModel model)
    {
        if (model.ClusterCountScores.Count == 0) return null;
        ClusterCountScore? chosen = model.ClusterCountScores.FirstOrDefault(score => score.Chosen);
        string taken = chosen is null ? "" : $" {Numerals.Count(chosen.ClusterCount, "cluster")} {(chosen.ClusterCount == 1 ? "was" : "were")} chosen.";
        return new Figure(
            "cluster-count", "Choice of the number of clusters",
            $"Mean silhouette for each number of clusters tried.{taken} A flat curve means that no number stands out.",
            Width, 252, svg => Draw(svg, [.. model.ClusterCountScores.OrderBy(score => score.ClusterCount)]));
    }

    private static void Draw(SvgWriter svg, ClusterCountScore[] scores)
    {
        var x = new LinearScale(scores[0].ClusterCount, scores[^1].ClusterCount, Left + 16, Right - 16);
        LinearScale y = LinearScale.Covering(scores.Select(score => score.Silhouette), Bottom, Top, 4);
        svg.Label(0, Top - 14, "Silhouette", Ink.Text, size: 12, bold: true);
        Axes.Left(svg, y, Left, Right, 4);
        Axes.Below(svg, x, Bottom, 12, "Number of clusters");
        Curve.Draw(svg, [.. scores.Select(score => ((double)score.ClusterCount, (double?)score.Silhouette))], x, y, Ink.Stroke(Palette.Main));
        foreach (ClusterCountScore score in scores)
        {
            if (double.IsFinite(score.Silhouette)) DrawPoint(svg, score, x.At(score.ClusterCount), y.At(score.Silhouette));
        }
    }

    private static void DrawPoint(SvgWriter svg, ClusterCountScore score, double x, double y)
    {
        svg.NewLine();
        if (score.Chosen) Axes.Line(svg, x, Top - 6, x, Bottom, Ink.Axis, "3 3");
        svg.Group(Ink.Rim);
        svg.Attribute("stroke-width", 1.5);
        Marker.Start(svg, score.Chosen ? 3 : 0, x, y, score.Chosen ? 6 : 4);
        svg.Paint(Ink.Fill(score.Chosen ? Palette.Warm : Palette.Main));
        svg.Tooltip($"{Numerals.Count(score.ClusterCount, "cluster")}: silhouette {Numerals.Score(score.Silhouette)}");
        svg.End();
        svg.End();
        string anchor = x > Width - 90 ? "end" : "start";
        if (score.Chosen) svg.Label(x + (anchor == "end" ? -8 : 8), Top - 14, $"chosen: {score.ClusterCount}", Ink.Text, anchor, 12, bold: true);
    }
}
