using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>Grid lines with their numbers, drawn the same in every figure.</summary>
internal static class Axes
{
    private const double FontSize = 11;

    /// <summary>Horizontal grid lines with numbers to their left.</summary>
    public static void Left(SvgWriter svg, LinearScale y, double left, double right, int tickCount)
    {
        double step = y.Step(tickCount);
        foreach (double tick in y.Ticks(tickCount))
        {
            Line(svg, left, y.At(tick), right, y.At(tick), Ink.Grid);
            svg.Label(left - 8, y.At(tick) + 4, Numerals.Tick(tick, step), Ink.Muted, "end", FontSize);
        }
    }

    /// <summary>Numbers below, for values that are counts.</summary>
    public static void Below(SvgWriter svg, LinearScale x, double bottom, int tickCount, string title)
    {
        double middle = (x.At(x.Low) + x.At(x.High)) / 2;
        foreach (double tick in x.Ticks(tickCount, smallestStep: 1))
        {
            svg.Label(x.At(tick), bottom + 16, Numerals.Tick(tick, 1), Ink.Muted, "middle", FontSize);
        }

        svg.Label(middle, bottom + 34, title, Ink.Muted, "middle", FontSize);
    }

    /// <summary>One line in a colour.</summary>
    public static void Line(SvgWriter svg, double x1, double y1, double x2, double y2, Ink ink, string? dashes = null, double width = 1)
    {
        svg.Group(ink);
        svg.Attribute("stroke-width", width);
        svg.Attribute("stroke-dasharray", dashes);
        svg.Line(x1, y1, x2, y2);
        svg.End();
    }
}
