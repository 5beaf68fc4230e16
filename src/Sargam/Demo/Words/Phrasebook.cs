using Sargam.Numerics;

namespace Sargam.Demo.Words;

/// <summary>
/// Invented names and verses in one language. Words are listed so that every combination is grammatical: German nouns are
/// plurals, whose adjectives all end alike; Bangla ones are put after a genitive.
/// </summary>
internal sealed class Phrasebook
{
    private const int CoupletsPerStanza = 2;
    private const int StanzaCount = 3;

    /// <summary>All languages of the collection.</summary>
    public static IReadOnlyList<Phrasebook> All { get; } = [EnglishWords.Create(), BanglaWords.Create(), GermanWords.Create()];

    /// <summary>The language's English name: the label in the metadata.</summary>
    public required string Language { get; init; }

    /// <summary>Every title, before shuffling.</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    /// <summary>Every artist, before shuffling.</summary>
    public required IReadOnlyList<string> Artists { get; init; }

    /// <summary>Rhyming pairs of lines.</summary>
    public required IReadOnlyList<string> Couplets { get; init; }

    /// <summary>All pairs of words, in a format such as <c>"{0} {1}"</c>.</summary>
    public static IEnumerable<string> Pairs(string format, string first, string second) =>
        from one in Split(first) from two in Split(second) select string.Format(format, one, two);

    /// <summary>Pairs of lines from a text with one line per verse.</summary>
    public static IReadOnlyList<string> PairLines(string text) =>
        [.. text.Split('\n').Chunk(2).Select(pair => $"{pair[0]}\n{pair[1]}\n")];

    /// <summary>A song text of its own: couplets drawn without repetition, in stanzas.</summary>
    public string ComposeLyrics(Rng rng)
    {
        int[] order = rng.Permutation(Couplets.Count);
        IEnumerable<string> stanzas = order.Take(StanzaCount * CoupletsPerStanza).Chunk(CoupletsPerStanza)
            .Select(stanza => string.Concat(stanza.Select(couplet => Couplets[couplet])));
        return string.Join('\n', stanzas);
    }

    private static string[] Split(string words) => words.Split(',', StringSplitOptions.TrimEntries);
}
