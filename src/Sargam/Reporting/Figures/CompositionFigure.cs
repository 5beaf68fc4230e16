using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>What each cluster is made of: one bar a cluster, cut by the values of a label set.</summary>
internal static class CompositionFigure
{
    private const double Width = 520;
    private const double NameRoom = 82;
    private const double CountRoom = 52;
    private const double RowHeight = 26;
    private const double BarHeight = 16;

    /// <summary>Draws the bars; null when there is nothing to compare.</summary>
    public static Figure? Create(ReportModel model, int labelSet)
    {
        if (Contingency.Of(model, labelSet) is not { } table) return null;
        string name = CleanText.Shorten(model.LabelNames[labelSet], 60);
        var legend = new Legend(
            [.. table.Values.Select((value, column) => new LegendEntry(value, Numerals.Count(table.ValueCount(column)), table.InkOf(column), Marker.Other))], Width);
        double bottom = RowHeight * (table.Clusters.Count + 1) + 10;
        return new Figure(
            $"composition-{labelSet + 1}", $"Clusters by {name}",
            $"Each bar is a cluster, cut by {name}. The last bar is the whole collection: a cluster whose bar looks like that one has nothing to do with {name}.",
            Width, bottom + 14 + legend.Height, svg => Draw(svg, table, legend, bottom));
    }

    private static void Draw(SvgWriter svg, Contingency table, Legend legend, double bottom)
    {
        Boxes[] boxes = [.. table.Values.Select(_ => new Boxes())];
        for (int row = 0; row < table.Clusters.Count; row++)
        {
            DrawBar(svg, boxes, ClusterNames.Of(table.Clusters[row]), table.Counts[row], row * RowHeight);
        }

        int[] all = [.. Enumerable.Range(0, table.Values.Count).Select(table.ValueCount)];
        DrawBar(svg, boxes, "All", all, table.Clusters.Count * RowHeight + 8);
        for (int column = 0; column < boxes.Length; column++)
        {
            svg.NewLine();
            svg.StartPath(boxes[column].ToString());
            svg.Paint(table.InkOf(column));
            svg.End();
        }

        legend.Draw(svg, 0, bottom + 14);
    }

    /// <summary>Writes what stands beside a bar, and adds its parts to the boxes of their colours.</summary>
    private static void DrawBar(SvgWriter svg, Boxes[] boxes, string name, IReadOnlyList<int> counts, double top)
    {
        int total = counts.Sum();
        svg.NewLine();
        svg.Label(0, top + 13, TextWidth.Fit(name, NameRoom - 8, 12), Ink.Text);
        double left = NameRoom, room = Width - NameRoom - CountRoom;
        for (int column = 0; column < counts.Count; column++)
        {
            if (counts[column] == 0) continue;
            double width = room * counts[column] / total;
            boxes[column].Add(left, top, Math.Max(0.4, width - 1), BarHeight);
            left += width;
        }

        svg.Label(Width, top + 13, Numerals.Count(total), Ink.Muted, "end");
    }
}
