using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>Where the tracks of each value went: a matrix of values and clusters.</summary>
internal static class ConfusionFigure
{
    private const double Width = 520;
    private const double NameRoom = 130;
    private const double RowHeight = 26;
    private const double HeadHeight = 24;
    private const int MaxClusters = 24;

    /// <summary>Stronger shades would swallow the number on them.</summary>
    private const double MaxOpacity = 0.6;

    /// <summary>Draws the matrix; null when there is nothing to compare, or too many clusters for numbers to fit.</summary>
    public static Figure? Create(ReportModel model, int labelSet)
    {
        if (Contingency.Of(model, labelSet) is not { } table || table.Clusters.Count > MaxClusters) return null;
        string name = CleanText.Shorten(model.LabelNames[labelSet], 60);
        return new Figure(
            $"confusion-{labelSet + 1}", $"Where each {name} went",
            $"Tracks of each {name} in each cluster. The darker, the larger the share of the row: one dark cell in every row and column means that the clusters are the {name}.",
            Width, HeadHeight + RowHeight * table.Values.Count, svg => Draw(svg, table));
    }

    private static void Draw(SvgWriter svg, Contingency table)
    {
        double cell = (Width - NameRoom) / table.Clusters.Count;
        for (int column = 0; column < table.Clusters.Count; column++)
        {
            string head = table.Clusters[column] < 0 ? "Noise" : Numerals.Count(table.Clusters[column]);
            svg.Label(NameRoom + (column + 0.5) * cell, 14, TextWidth.Fit(head, cell, 12), Ink.Muted, "middle");
        }

        for (int value = 0; value < table.Values.Count; value++) DrawRow(svg, table, value, cell);
    }

    private static void DrawRow(SvgWriter svg, Contingency table, int value, double cell)
    {
        double top = HeadHeight + value * RowHeight;
        int total = table.ValueCount(value);
        svg.NewLine();
        svg.Label(0, top + 17, TextWidth.Fit(table.Values[value], NameRoom - 12, 12), Ink.Text);
        svg.Rectangle(NameRoom, top, Width - NameRoom, RowHeight - 2, Ink.Panel, radius: 3);
        svg.Group(Ink.Fill(Palette.PaleMain));
        for (int column = 0; column < table.Clusters.Count; column++)
        {
            if (table.Counts[column][value] > 0) DrawCell(svg, NameRoom + column * cell, top, cell, (double)table.Counts[column][value] / total);
        }

        svg.End();
        svg.Group(Ink.Text);
        svg.Attribute("font-size", 11.5);
        svg.Attribute("text-anchor", "middle");
        for (int column = 0; column < table.Clusters.Count; column++)
        {
            string text = Numerals.Count(table.Counts[column][value]);
            if (table.Counts[column][value] == 0 || TextWidth.Of(text, 11.5) > cell - 2) continue;
            svg.Start("text");
            svg.Attribute("x", NameRoom + (column + 0.5) * cell);
            svg.Attribute("y", top + 16);
            svg.Text(text);
            svg.End();
        }

        svg.End();
    }

    private static void DrawCell(SvgWriter svg, double left, double top, double width, double share)
    {
        svg.StartBox(left, top, width, RowHeight - 2);
        svg.Attribute("fill-opacity", MaxOpacity * share);
        svg.End();
    }
}
