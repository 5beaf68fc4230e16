using System.Diagnostics;

namespace Sargam.Reporting.Markup;

/// <summary>
/// Writes elements, attributes and text one after another. Every text is cleaned and escaped here, so that no caller can
/// forget; what comes out is well-formed XML.
/// </summary>
internal abstract class MarkupWriter(TextWriter output)
{
    private readonly Stack<string> _open = new();
    private bool _inTag;

    /// <summary>Elements begun and not ended.</summary>
    public int Depth => _open.Count;

    /// <summary>Where the markup goes; a half-written start tag is finished first.</summary>
    protected TextWriter Output
    {
        get
        {
            FinishTag();
            return output;
        }
    }

    /// <summary>Begins an element; attributes may follow.</summary>
    public void Start(string element)
    {
        FinishTag();
        output.Write('<');
        output.Write(element);
        _open.Push(element);
        _inTag = true;
    }

    /// <summary>Adds an attribute to the element just begun; null leaves it out.</summary>
    public void Attribute(string name, string? value)
    {
        Debug.Assert(_inTag, $"attribute {name} outside a start tag");
        if (value is null) return;
        output.Write(' ');
        output.Write(name);
        output.Write("=\"");
        Escape(CleanText.Lines(value));
        output.Write('"');
    }

    /// <summary>Adds a numeric attribute, with at most two decimals.</summary>
    public void Attribute(string name, double value) => Attribute(name, Numerals.Coordinate(value));

    /// <summary>Writes text.</summary>
    public void Text(string? text)
    {
        FinishTag();
        Escape(CleanText.Lines(text));
    }

    /// <summary>Begins a line of output, to keep files readable and diffs small. Only between elements.</summary>
    public void NewLine()
    {
        FinishTag();
        output.Write('\n');
    }

    /// <summary>Ends the innermost element.</summary>
    public void End()
    {
        string element = _open.Pop();
        if (_inTag && MayBeEmpty(element))
        {
            output.Write("/>");
            _inTag = false;
            return;
        }

        FinishTag();
        output.Write("</");
        output.Write(element);
        output.Write('>');
    }

    /// <summary>Ends elements until so many are open.</summary>
    public void EndTo(int depth)
    {
        while (_open.Count > depth) End();
    }

    /// <summary>Whether an element without content is written as one tag.</summary>
    protected abstract bool MayBeEmpty(string element);

    private void FinishTag()
    {
        if (_inTag) output.Write('>');
        _inTag = false;
    }

    private void Escape(string text)
    {
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (Entity(text[i]) is not { } entity) continue;
            output.Write(text.AsSpan(from, i - from));
            output.Write(entity);
            from = i + 1;
        }

        output.Write(text.AsSpan(from));
    }

    /// <remarks>Attributes always stand in double quotes, so single ones are harmless.</remarks>
    private static string? Entity(char c) => c switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        _ => null,
    };
}
