using System.Text;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Svg;

/// <summary>Many rectangles of one look as one path, to a tenth of a unit: a third of the letters that as many elements take.</summary>
internal sealed class Boxes
{
    private readonly StringBuilder _path = new();

    /// <summary>Adds a rectangle.</summary>
    public void Add(double x, double y, double width, double height)
    {
        string breadth = Tenths(Math.Max(0, width));
        _path.Append('M').Append(Tenths(x)).Append(' ').Append(Tenths(y)).Append('h').Append(breadth).Append('v').Append(Tenths(Math.Max(0, height)))
            .Append("h-").Append(breadth).Append('z');
    }

    /// <summary>The path so far.</summary>
    public override string ToString() => _path.ToString();

    private static string Tenths(double value) => Numerals.Coordinate(Math.Round(value, 1));
}
