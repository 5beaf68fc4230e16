namespace Sargam.Reporting.Markup;

/// <summary>Writes HTML that is well-formed XML too.</summary>
internal sealed class HtmlWriter(TextWriter output) : MarkupWriter(output)
{
    /// <summary>An SVG writer for the place that this writer has reached.</summary>
    public Svg.SvgWriter Svg() => new(Output, isInPage: true);

    /// <summary>Begins an element with a class.</summary>
    public void Start(string element, string? cssClass)
    {
        Start(element);
        Attribute("class", cssClass);
    }

    /// <summary>An element that holds a text.</summary>
    public void Element(string element, string? text, string? cssClass = null)
    {
        Start(element, cssClass);
        Text(text);
        End();
    }

    /// <summary>An element without content but with one or two attributes.</summary>
    public void Void(string element, string name, string value, string? secondName = null, string? secondValue = null)
    {
        Start(element);
        Attribute(name, value);
        if (secondName is not null) Attribute(secondName, secondValue);
        End();
    }

    /// <summary>Somebody else's words: one line, cut where absurdly long, unable to turn the direction of what follows.</summary>
    public void Name(string? text, string? cssClass = null, int maxCharacters = 160)
    {
        Start("bdi", cssClass);
        string shown = CleanText.Shorten(text, maxCharacters);
        if (shown.EndsWith('…')) Attribute("title", CleanText.Shorten(text, 1000));
        Text(shown);
        End();
    }

    /// <summary>Text that a stylesheet needs unescaped. Never for anything that came from outside.</summary>
    public void Raw(string text) => Output.Write(text);

    /// <inheritdoc/>
    protected override bool MayBeEmpty(string element) => element is "meta" or "link" or "img" or "br" or "col" or "hr";
}
