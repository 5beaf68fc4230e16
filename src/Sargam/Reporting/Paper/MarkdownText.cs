using System.Text;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Paper;

/// <summary>Text from anywhere as a cell or a line of Markdown: no markup, no HTML, no new cell.</summary>
internal static class MarkdownText
{
    /// <summary>One line, cut where absurdly long.</summary>
    public static string Escape(string? text, int maxCharacters = 300)
    {
        var escaped = new StringBuilder();
        foreach (char c in CleanText.Shorten(text, maxCharacters))
        {
            if (c is '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#' or '~' or '$' or '!') escaped.Append('\\').Append(c);
            else if (c is '<') escaped.Append("&lt;");
            else if (c is '>') escaped.Append("&gt;");
            else if (c is '&') escaped.Append("&amp;");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
