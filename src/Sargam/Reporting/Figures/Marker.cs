using System.Text;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>Shapes of about equal area, so that groups can be told apart without colour.</summary>
internal static class Marker
{
    /// <summary>The shape of what belongs nowhere.</summary>
    public const int Unknown = -1;

    /// <summary>The dot of what has no shape of its own.</summary>
    public const int Other = -2;

    /// <summary>Corners in units of the radius, y downwards. The first shape, a circle, has none.</summary>
    private static readonly (double X, double Y)[][] Shapes =
    [
        [],
        [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        [(0, -1.35), (1.2, 0.8), (-1.2, 0.8)],
        [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
        [(0, 1.35), (1.2, -0.8), (-1.2, -0.8)],
        Cross(1.25, 0.45, diagonal: false),
        Star(5, 1.5, 0.62),
        Cross(1.35, 0.45, diagonal: true),
        [(1.35, 0), (-0.8, 1.2), (-0.8, -1.2)],
        [(-1.35, 0), (0.8, 1.2), (0.8, -1.2)],
        [(-1.4, -0.6), (1.4, -0.6), (1.4, 0.6), (-1.4, 0.6)],
        [(-0.6, -1.4), (0.6, -1.4), (0.6, 1.4), (-0.6, 1.4)],
    ];

    /// <summary>Draws the marker of a group; the element stays open for attributes and a tooltip.</summary>
    public static void Start(SvgWriter svg, int group, double x, double y, double radius)
    {
        (double X, double Y)[] corners = group switch
        {
            Other => Shapes[0],
            < 0 => Shapes[7],
            _ => Shapes[group % Shapes.Length],
        };
        if (group < 0) radius *= 0.7;
        if (corners.Length == 0)
        {
            svg.Start("circle");
            svg.Attribute("cx", x);
            svg.Attribute("cy", y);
            svg.Attribute("r", radius);
            return;
        }

        svg.Start("path");
        svg.Attribute("d", Path(corners, x, y, radius));
    }

    private static string Path((double X, double Y)[] corners, double x, double y, double radius)
    {
        var path = new StringBuilder("M");
        foreach ((double cx, double cy) in corners)
        {
            if (path.Length > 1) path.Append('L');
            path.Append(Numerals.Coordinate(x + radius * cx)).Append(' ').Append(Numerals.Coordinate(y + radius * cy));
        }

        return path.Append('Z').ToString();
    }

    private static (double X, double Y)[] Cross(double reach, double half, bool diagonal)
    {
        (double X, double Y)[] corners =
        [
            (-half, -reach), (half, -reach), (half, -half), (reach, -half), (reach, half), (half, half),
            (half, reach), (-half, reach), (-half, half), (-reach, half), (-reach, -half), (-half, -half),
        ];
        const double Turn = 0.70710678118654757;
        return diagonal ? [.. corners.Select(c => (Turn * (c.X - c.Y), Turn * (c.X + c.Y)))] : corners;
    }

    private static (double X, double Y)[] Star(int points, double outer, double inner) =>
    [
        .. Enumerable.Range(0, 2 * points).Select(i =>
        {
            (double sin, double cos) = Math.SinCos(Math.PI * i / points);
            double radius = i % 2 == 0 ? outer : inner;
            return (radius * sin, -radius * cos);
        }),
    ];
}
