using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Svg;

/// <summary>Writes SVG 1.1. A file of its own names its colours; in a page the stylesheet does, by the same classes.</summary>
internal sealed class SvgWriter(TextWriter output, bool isInPage = false) : MarkupWriter(output)
{
    /// <summary>Whether a page stands round it, which knows colours and fonts.</summary>
    public bool IsInPage => isInPage;

    /// <summary>Colours the element just begun.</summary>
    public void Paint(Ink ink)
    {
        Attribute("class", ink.CssClass);
        if (!isInPage) Attribute(ink.Property, ink.Light);
    }

    /// <summary>Begins a group in one colour.</summary>
    public void Group(Ink ink)
    {
        Start("g");
        Paint(ink);
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2)
    {
        Start("line");
        Attribute("x1", x1);
        Attribute("y1", y1);
        Attribute("x2", x2);
        Attribute("y2", y2);
        End();
    }

    /// <summary>A rectangle in a colour.</summary>
    public void Rectangle(double x, double y, double width, double height, Ink ink, double radius = 0)
    {
        Start("rect");
        Attribute("x", x);
        Attribute("y", y);
        Attribute("width", Math.Max(0, width));
        Attribute("height", Math.Max(0, height));
        if (radius > 0) Attribute("rx", radius);
        Paint(ink);
        End();
    }

    /// <summary>Begins a path; the element stays open for attributes.</summary>
    public void StartPath(string path)
    {
        Start("path");
        Attribute("d", path);
    }

    /// <summary>Text at a point of its baseline.</summary>
    public void Label(double x, double y, string text, Ink ink, string anchor = "start", double size = 12, bool bold = false)
    {
        Start("text");
        Attribute("x", x);
        Attribute("y", y);
        Attribute("font-size", size);
        if (anchor != "start") Attribute("text-anchor", anchor);
        if (bold) Attribute("font-weight", "600");
        Paint(ink);
        Text(CleanText.OneLine(text));
        End();
    }

    /// <summary>What the element just begun says when pointed at.</summary>
    public void Tooltip(string text)
    {
        Start("title");
        Text(CleanText.Shorten(text, 200));
        End();
    }

    /// <inheritdoc/>
    protected override bool MayBeEmpty(string element) => true;
}
