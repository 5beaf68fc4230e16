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
        for (int column = 0; column < table.Clusters.Count; column++)
        {
            double left = NameRoom + column * cell;
            int count = table.Counts[column][value];
            svg.Rectangle(left, top, cell - 2, RowHeight - 2, Ink.Panel, radius: 3);
            if (count == 0) continue;
            svg.Start("rect");
            svg.Attribute("x", left);
            svg.Attribute("y", top);
            svg.Attribute("width", Math.Max(0, cell - 2));
            svg.Attribute("height", RowHeight - 2);
            svg.Attribute("rx", 3);
            svg.Attribute("fill-opacity", MaxOpacity * count / total);
            svg.Paint(Ink.Fill(Palette.PaleMain));
            svg.End();
            string text = Numerals.Count(count);
            if (TextWidth.Of(text, 11.5) <= cell - 2) svg.Label(left + cell / 2 - 1, top + 16, text, Ink.Text, "middle", 11.5);
        }
    }
}
