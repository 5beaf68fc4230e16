using System.Net;
using System.Text;

namespace Sargam.Scanning.Lyrics;

/// <summary>
/// The text of lyrics that were copied with their HTML: entities become characters, tags, comments, scripts and styles go.
/// What remains holds no tag, however it was nested or hidden. Linear time.
/// </summary>
internal static class HtmlText
{
    /// <summary>No entity's name is longer: <c>&amp;thetasym;</c>, <c>&amp;#x0001F600;</c>.</summary>
    private const int LongestEntity = 14;

    private static readonly HashSet<string> WithoutText = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "head", "title", "template", "iframe", "noscript", "object", "svg" };
    private static readonly HashSet<string> LineBreaks = new(StringComparer.OrdinalIgnoreCase)
    {
        "br", "p", "div", "li", "ul", "ol", "tr", "td", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "pre", "hr", "body", "html",
    };

    /// <summary>The text without markup.</summary>
    public static string Strip(string text)
    {
        string decoded = text.Contains('&', StringComparison.Ordinal) ? DecodeEntities(text) : text;
        return decoded.Contains('<', StringComparison.Ordinal) ? WithoutTags(decoded) : decoded;
    }

    /// <summary>Drops every <c>&lt;</c> that a browser could take for the begin of a tag.</summary>
    public static string Disarm(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal)) return text;
        var harmless = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!BeginsTag(text, i))
            {
                harmless.Append(text[i]);
                continue;
            }

            // Those before it would take its place.
            while (harmless.Length > 0 && harmless[^1] == '<') harmless.Length--;
        }

        return harmless.ToString();
    }

    /// <summary>Entities, those within entities too: <c>&amp;amp;lt;</c> is <c>&lt;</c>, since whoever escaped twice meant it once.</summary>
    private static string DecodeEntities(string text)
    {
        var decoded = new char[text.Length];
        int count = 0;
        foreach (char unit in text)
        {
            decoded[count++] = unit;
            while (count > 0 && decoded[count - 1] == ';' && ReplaceLast(decoded, ref count))
            {
                // What came out may be the semicolon that ends another entity.
            }
        }

        return new string(decoded, 0, count);
    }

    private static bool ReplaceLast(char[] decoded, ref int count)
    {
        int from = Math.Max(0, count - LongestEntity);
        int begin = Array.LastIndexOf(decoded, '&', count - 1, count - from);
        if (begin < 0) return false;
        string entity = new(decoded, begin, count - begin);
        string character = WebUtility.HtmlDecode(entity);
        if (character == entity) return false;
        character = LyricsText.Plain(character);
        if (character.Length > entity.Length) return false;
        character.CopyTo(0, decoded, begin, character.Length);
        count = begin + character.Length;
        return true;
    }

    private static string WithoutTags(string text)
    {
        var plain = new StringBuilder(text.Length);
        var ends = new EndFinder(text);
        for (int i = 0; i < text.Length;)
        {
            if (!BeginsTag(text, i))
            {
                plain.Append(text[i++]);
                continue;
            }

            string name = NameOf(text, i + 1);
            i = EndOf(text, i, name, ends);
            if (LineBreaks.Contains(name)) plain.Append('\n');
        }

        return plain.ToString();
    }

    private static bool BeginsTag(string text, int position) =>
        text[position] == '<' && position + 1 < text.Length && (char.IsAsciiLetter(text[position + 1]) || text[position + 1] is '/' or '!' or '?');

    private static string NameOf(string text, int position)
    {
        if (text[position] == '/') position++;
        int end = position;
        while (end < text.Length && end - position < LongestEntity && char.IsAsciiLetterOrDigit(text[end])) end++;
        return text[position..end];
    }

    /// <summary>Where the text goes on after a tag; what only begins like one loses its bracket.</summary>
    private static int EndOf(string text, int begin, string name, EndFinder ends)
    {
        if (text.AsSpan(begin).StartsWith("<!--") && ends.Find("-->", begin) is { } comment) return comment;
        int end = text.AsSpan(begin + 1).IndexOfAny('<', '>') + begin + 1;
        if (end == begin || text[end] == '<') return begin + 1;
        bool hides = text[begin + 1] != '/' && WithoutText.Contains(name) && text[end - 1] != '/';
        return hides && ends.Find($"</{name}", end) is { } close ? Math.Max(end + 1, ends.Find(">", close) ?? close) : end + 1;
    }

    /// <summary>Finds ends of elements, and remembers which there are no more of: a thousand open scripts are not a thousand searches.</summary>
    private sealed class EndFinder(string text)
    {
        private readonly HashSet<string> _absent = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>The position after the next such end; null when there is none.</summary>
        public int? Find(string end, int from)
        {
            if (_absent.Contains(end)) return null;
            int position = text.IndexOf(end, from, StringComparison.OrdinalIgnoreCase);
            if (position >= 0) return position + end.Length;
            _absent.Add(end);
            return null;
        }
    }
}
