namespace Sargam.Cli.Rendering;

/// <summary>
/// Text with the names of files, tags and table columns in it, as a terminal may be shown it: characters that would move the
/// cursor, change colours, retitle the window or turn the reading direction become U+FFFD.
/// </summary>
internal static class SafeText
{
    private const char Replacement = '\uFFFD';

    /// <summary>For one line: line breaks and tabs are replaced too.</summary>
    public static string Line(string text) => Replace(text, static c => char.IsControl(c) || Reorders(c));

    /// <summary>For several lines: line feeds and tabs stay.</summary>
    public static string Lines(string text) => Replace(text, static c => (char.IsControl(c) && c is not ('\n' or '\t')) || Reorders(c));

    /// <summary>Line and paragraph separators, embeddings, overrides and isolates; plain direction marks do no harm.</summary>
    private static bool Reorders(char c) => c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Replace(string text, Func<char, bool> isHarmful)
    {
        if (!text.Any(isHarmful)) return text;
        return string.Create(text.Length, (text, isHarmful), static (units, source) =>
        {
            for (int i = 0; i < units.Length; i++) units[i] = source.isHarmful(source.text[i]) ? Replacement : source.text[i];
        });
    }
}
