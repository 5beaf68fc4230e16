using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>A figure: its own SVG file, and a part of the report.</summary>
public sealed class Figure
{
    /// <summary>Fonts for any script, the ones that common systems have; Noto last, which Debian ships.</summary>
    internal const string FontStack =
        "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Bengali', 'Noto Sans Devanagari', "
        + "'Noto Sans Tamil', 'Noto Sans Arabic', 'Noto Sans CJK SC', 'Nirmala UI', sans-serif";

    private readonly Action<SvgWriter> _draw;

    internal Figure(string name, string title, string caption, double width, double height, Action<SvgWriter> draw) =>
        (Name, Title, Caption, Width, Height, _draw) = (name, title, caption, width, height, draw);

    /// <summary>What to call the file, without extension: lower-case ASCII letters, digits and hyphens only.</summary>
    public string Name { get; }

    /// <summary>What the figure shows, in a few words.</summary>
    public string Title { get; }

    /// <summary>How to read it, in a sentence or two. May hold texts from the collection.</summary>
    public string Caption { get; }

    /// <summary>Its width in its own units, about pixels.</summary>
    internal double Width { get; }

    /// <summary>Its height in its own units.</summary>
    internal double Height { get; }

    /// <summary>Writes a standalone SVG file, light, on its own background. Encoding: UTF-8.</summary>
    /// <param name="writer">Where to write; left open.</param>
    public void WriteSvg(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        const double Margin = 16;
        const double TitleRoom = 30;
        var svg = new SvgWriter(writer);
        svg.Start("svg");
        svg.Attribute("xmlns", "http://www.w3.org/2000/svg");
        WriteSize(svg, Width + 2 * Margin, Height + 2 * Margin + TitleRoom);
        svg.NewLine();
        svg.Start("title");
        svg.Text(CleanText.OneLine(Title));
        svg.End();
        svg.Start("desc");
        svg.Text(CleanText.OneLine(Caption));
        svg.End();
        svg.NewLine();
        svg.Rectangle(0, 0, Width + 2 * Margin, Height + 2 * Margin + TitleRoom, Ink.Background);
        svg.Label(Margin, Margin + 14, TextWidth.Fit(Title, Width, 15), Ink.Text, size: 15, bold: true);
        svg.NewLine();
        svg.Start("g");
        svg.Attribute("transform", $"translate({Margin} {Margin + TitleRoom})");
        _draw(svg);
        svg.EndTo(0);
        svg.NewLine();
    }

    /// <summary>Writes the figure into a page, which has its colours, its fonts and its caption.</summary>
    internal void WriteInto(SvgWriter svg)
    {
        svg.Start("svg");
        svg.Attribute("role", "img");
        svg.Attribute("aria-label", CleanText.OneLine(Title));
        WriteSize(svg, Width, Height);
        _draw(svg);
        svg.EndTo(0);
    }

    private static void WriteSize(SvgWriter svg, double width, double height)
    {
        svg.Attribute("viewBox", $"0 0 {Numerals.Coordinate(width)} {Numerals.Coordinate(height)}");
        svg.Attribute("width", width);
        svg.Attribute("height", height);
        if (!svg.IsInPage) svg.Attribute("font-family", FontStack);
    }
}
