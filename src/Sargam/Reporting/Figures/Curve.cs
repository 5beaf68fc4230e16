using System.Text;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>A line through points, broken where a value is missing.</summary>
internal static class Curve
{
    /// <summary>Draws the curve; a point with no neighbour becomes a dot.</summary>
    public static void Draw(
        SvgWriter svg, IReadOnlyList<(double X, double? Y)> points, LinearScale x, LinearScale y, Ink ink, string? dashes = null)
    {
        svg.Group(ink);
        svg.Attribute("fill", "none");
        svg.Attribute("stroke-width", 2);
        svg.Attribute("stroke-linejoin", "round");
        svg.Attribute("stroke-linecap", "round");
        svg.Attribute("stroke-dasharray", dashes);
        svg.Start("path");
        svg.Attribute("d", Path(points, x, y));
        svg.End();
        svg.End();
    }

    private static string Path(IReadOnlyList<(double X, double? Y)> points, LinearScale x, LinearScale y)
    {
        var path = new StringBuilder();
        bool drawing = false;
        for (int i = 0; i < points.Count; i++)
        {
            if (!IsDefined(points[i]))
            {
                drawing = false;
                continue;
            }

            path.Append(drawing ? 'L' : 'M').Append(Tenths(x.At(points[i].X))).Append(' ').Append(Tenths(y.At(points[i].Y!.Value)));
            bool alone = !drawing && (i + 1 == points.Count || !IsDefined(points[i + 1]));
            if (alone) path.Append("h0");
            drawing = true;
        }

        return path.ToString();
    }

    /// <summary>A twentieth of a unit off is seen by nobody.</summary>
    private static string Tenths(double value) => Numerals.Coordinate(Math.Round(value, 1));

    private static bool IsDefined((double X, double? Y) point) => point.Y is { } value && double.IsFinite(value);
}
