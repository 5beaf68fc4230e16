using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>Where the tracks of each value went: a matrix of values and clusters.</summary>
internal static class ConfusionFigure
{
    private const double Width = 520;
    private const double NameRoom = 130;
    private const double RowHeight = 26;
    private const double CellHeight = RowHeight - 2;
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

        for (int value = 0; value < table.Values.Count; value++) svg.Rectangle(NameRoom, Top(value), Width - NameRoom, CellHeight, Ink.Panel, radius: 3);
        DrawCells(svg, table, cell);
        for (int value = 0; value < table.Values.Count; value++) DrawTexts(svg, table, value, cell);
    }

    private static double Top(int value) => HeadHeight + value * RowHeight;

    /// <summary>One path per shade.</summary>
    private static void DrawCells(SvgWriter svg, Contingency table, double cell)
    {
        var shades = new SortedDictionary<double, Boxes>();
        for (int value = 0; value < table.Values.Count; value++)
        {
            for (int column = 0; column < table.Clusters.Count; column++)
            {
                double opacity = Math.Round(MaxOpacity * table.Counts[column][value] / table.ValueCount(value), 2);
                if (!(opacity > 0)) continue;
                if (!shades.TryGetValue(opacity, out Boxes? boxes)) shades.Add(opacity, boxes = new Boxes());
                boxes.Add(NameRoom + column * cell, Top(value), cell, CellHeight);
            }
        }

        svg.NewLine();
        svg.Group(Ink.Fill(Palette.PaleMain));
        foreach ((double opacity, Boxes boxes) in shades)
        {
            svg.StartPath(boxes.ToString());
            svg.Attribute("fill-opacity", opacity);
            svg.End();
        }

        svg.End();
    }

    private static void DrawTexts(SvgWriter svg, Contingency table, int value, double cell)
    {
        svg.NewLine();
        svg.Label(0, Top(value) + 17, TextWidth.Fit(table.Values[value], NameRoom - 12, 12), Ink.Text);
        svg.Group(Ink.Text);
        svg.Attribute("font-size", 11.5);
        svg.Attribute("text-anchor", "middle");
        for (int column = 0; column < table.Clusters.Count; column++)
        {
            string text = Numerals.Count(table.Counts[column][value]);
            if (table.Counts[column][value] == 0 || TextWidth.Of(text, 11.5) > cell - 2) continue;
            svg.Start("text");
            svg.Attribute("x", Math.Round(NameRoom + (column + 0.5) * cell, 1));
            svg.Attribute("y", Top(value) + 16);
            svg.Text(text);
            svg.End();
        }

        svg.End();
    }
}
