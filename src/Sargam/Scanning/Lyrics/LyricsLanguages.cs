using Sargam.Learning.Text;
using Sargam.Numerics.Parallelism;
using Sargam.Scanning.Tags;

namespace Sargam.Scanning.Lyrics;

/// <summary>
/// The languages that lyrics are in. Lyrics name the language of a collection where nothing else does; what tables, patterns and
/// tags say goes before them.
/// </summary>
internal static class LyricsLanguages
{
    private const int TextsPerChunk = 4;

    /// <summary>Identifies the language of every text in use that is not known from an earlier scan.</summary>
    public static IReadOnlyList<TrackLyrics> Identify(IReadOnlyList<TrackLyrics> rows, CancellationToken cancellationToken)
    {
        var identifier = new LanguageIdentifier(new LanguageIdentifierOptions());
        var identified = new TrackLyrics[rows.Count];
        FixedChunks.ForEach(rows.Count, TextsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                identified[i] = rows[i].IsUsed && rows[i].Identified.Length == 0 ? rows[i] with { Identified = identifier.Identify(rows[i].Text).Language } : rows[i];
            }
        }, cancellationToken);
        return identified;
    }

    /// <summary>
    /// Gives tracks the language of their lyrics, where no track has one from elsewhere: half of them from a table and half from
    /// a guess would be nobody's truth. It is not scored as a label, only looked for in the clusters.
    /// </summary>
    public static Collection Label(Collection collection, IReadOnlyList<TrackLyrics> lyrics)
    {
        if (collection.Tracks.Any(track => track.Language.Length > 0)) return collection;
        Dictionary<string, string> languages = lyrics.Where(row => row.IsUsed && IsKnown(row.Identified))
            .ToDictionary(row => row.Id, row => row.Identified, StringComparer.Ordinal);
        if (languages.Count == 0) return collection;
        Track[] tracks = [.. collection.Tracks.Select(track => languages.TryGetValue(track.Id, out string? language)
            ? track with { Labels = new Dictionary<string, string>(track.Labels, StringComparer.Ordinal) { [LabelNames.Language] = language } }
            : track)];
        return new Collection(collection.Name, collection.Root, tracks, collection.LabelNames) { IdVersion = collection.IdVersion, IsList = collection.IsList };
    }

    /// <summary>A track's language under one name: what is known of the track, else what its lyrics are in; empty when neither is known.</summary>
    public static string Of(Track track, TrackLyrics? lyrics)
    {
        string given = LanguageCodes.Normalize(track.Language);
        return given.Length > 0 ? given : lyrics is not null && IsKnown(lyrics.Identified) ? lyrics.Identified : "";
    }

    private static bool IsKnown(string language) => language.Length > 0 && language != LanguageIdentifier.Unknown;
}
