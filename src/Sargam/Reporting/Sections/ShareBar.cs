using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Sections;

/// <summary>
/// What stands inside a bar of twelve pixels' height: the share, and a mark to compare it with. A report has hundreds, so the ground
/// is the stylesheet's.
/// </summary>
internal static class ShareBar
{
    /// <summary>Draws a share in [0, 1].</summary>
    public static void Draw(SvgWriter svg, double share, double? mark = null)
    {
        svg.Start("rect");
        svg.Attribute("y", 2);
        svg.Attribute("width", Percent(Math.Clamp(share, 0, 1)));
        svg.Attribute("height", 8);
        svg.Paint(Ink.Fill(Palette.PaleMain));
        svg.End();
        if (mark is not { } whole) return;
        svg.Start("rect");
        svg.Attribute("x", Percent(Math.Clamp(whole - 0.006, 0, 0.988)));
        svg.Attribute("width", Percent(0.012));
        svg.Attribute("height", 12);
        svg.Paint(Ink.Text);
        svg.End();
    }

    private static string Percent(double share) => Numerals.Coordinate(Math.Round(100 * share, 1)) + "%";
}
