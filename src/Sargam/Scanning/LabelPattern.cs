using System.Text;
using System.Text.RegularExpressions;

namespace Sargam.Scanning;

/// <summary>
/// Reads labels out of file names: <c>{digit}_{speaker}_{*}</c> gives <c>7_jackson_32.wav</c> the labels digit 7 and speaker
/// jackson. <c>{*}</c> matches and is not kept. A pattern with a slash is matched against the relative path.
/// </summary>
public sealed partial class LabelPattern
{
    private readonly Regex _regex;
    private readonly bool _wholePath;

    private LabelPattern(Regex regex, bool wholePath, IReadOnlyList<string> names)
    {
        _regex = regex;
        _wholePath = wholePath;
        Names = names;
    }

    /// <summary>The label sets that the pattern fills, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Parses a pattern.</summary>
    /// <exception cref="ArgumentException">No name, a name twice, or two placeholders without text between them.</exception>
    public static LabelPattern Parse(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var regex = new StringBuilder("^");
        var names = new List<string>();
        int position = 0;
        bool afterPlaceholder = false;
        foreach (Match placeholder in PlaceholderPattern().Matches(pattern))
        {
            string literal = pattern[position..placeholder.Index];
            if (literal.Length == 0 && afterPlaceholder) throw Invalid(pattern, "needs text between two placeholders");
            regex.Append(Regex.Escape(literal));
            string name = placeholder.Groups[1].Value;
            if (name == "*")
            {
                regex.Append(".+?");
            }
            else
            {
                if (names.Contains(name, StringComparer.OrdinalIgnoreCase)) throw Invalid(pattern, $"names {{{name}}} twice");
                names.Add(name);
                regex.Append("(.+?)");
            }

            position = placeholder.Index + placeholder.Length;
            afterPlaceholder = true;
        }

        string rest = pattern[position..];
        if (names.Count == 0) throw Invalid(pattern, "must hold at least one name in braces, such as \"{digit}_{speaker}_{*}\"");
        if (rest.AsSpan().IndexOfAny('{', '}') >= 0) throw Invalid(pattern, "has a brace without its partner");
        regex.Append(Regex.Escape(rest)).Append('$');
        return new LabelPattern(
            new Regex(regex.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
            pattern.Contains('/', StringComparison.Ordinal), [.. names.Select(LabelNames.Normalize)]);
    }

    /// <summary>The labels of a path, or null when the pattern does not match.</summary>
    /// <param name="path">Relative to the source, with forward slashes.</param>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        string subject = Path.ChangeExtension(_wholePath ? path : Path.GetFileName(path), null);
        Match match = _regex.Match(subject);
        if (!match.Success) return null;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < Names.Count; i++) labels[Names[i]] = match.Groups[i + 1].Value;
        return labels;
    }

    private static ArgumentException Invalid(string pattern, string problem) => new($"--label-pattern {problem}, got \"{pattern}\"");

    [GeneratedRegex(@"\{(\*|[\p{L}_][\p{L}\p{N}_ -]*)\}")]
    private static partial Regex PlaceholderPattern();
}
