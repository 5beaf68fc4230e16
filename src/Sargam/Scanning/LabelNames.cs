using System.Text.RegularExpressions;
using Sargam.Storage;

namespace Sargam.Scanning;

/// <summary>Label sets become column names (<c>ari_genre</c>): lower case, letters, digits and underscores.</summary>
public static partial class LabelNames
{
    internal const string Artist = "artist";
    internal const string Album = "album";
    internal const string Genre = "genre";
    internal const string Language = "language";
    internal const string Year = "year";

    private static readonly string[] GenreNames = [Genre, "style", "class", "label", "mood"];
    private static readonly string[] NeverLikeGenre = [Artist, Album, Language, Evaluation.LabelAgreement.FileFormat, Year];

    private static readonly HashSet<string> Reserved = new(
    [
        "id", "path", "title", "size", "modified", "cluster", "confidence", "group", "x", "y", "distortion", "decoder", "codec", "duplicate_of", "duration", "file_format",
        .. TagColumns.Names,
    ], StringComparer.Ordinal);

    /// <summary>Whether a label set is called like a kind of music.</summary>
    internal static bool IsGenreName(string name) => GenreNames.Contains(name);

    /// <summary>Label sets that may say what kind of music tracks are, the likeliest first: those called so, then others but artists and the like.</summary>
    internal static IEnumerable<string> LikeGenre(IReadOnlyList<string> names) =>
        [.. GenreNames.Where(names.Contains), .. names.Where(name => !IsGenreName(name) && !NeverLikeGenre.Contains(name))];

    /// <summary>The name of a label set as used in files; a name that a file already uses gets <c>_label</c> behind it.</summary>
    public static string Normalize(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string clean = NotWordPattern().Replace(name.Trim().ToLowerInvariant(), "_").Trim('_');
        if (clean.Length == 0) clean = "label";
        return Reserved.Contains(clean) ? clean + "_label" : clean;
    }

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M}]+")]
    private static partial Regex NotWordPattern();
}
