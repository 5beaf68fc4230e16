using Sargam.Explanations;
using Sargam.Scanning.Tags;

namespace Sargam.Similarity;

/// <summary>
/// Why two tracks sound alike, and where they do not, in a listener's words: by the places that they have in the collection, since
/// what is fast or bright depends on what else there is.
/// </summary>
internal sealed class SoundWords
{
    private const int MostAgreements = 4;
    private const int MostDifferences = 3;

    /// <summary>Places (shares of the collection) beyond which a track is called fast rather than of some tempo.</summary>
    private const double Extreme = 2 / 3.0;

    /// <summary>Places that are no farther apart are called similar.</summary>
    private const double Near = 0.12;

    /// <summary>Places that are farther apart are called different.</summary>
    private const double Far = 0.35;

    private const int FewestToRank = 5;

    private readonly IReadOnlyList<Ranked> _qualities;
    private readonly string[] _languages;
    private readonly bool _hasLanguages;

    /// <summary>Ranks the tracks.</summary>
    /// <param name="qualities">Of each quality the value of each track, NaN where not known.</param>
    /// <param name="languages">ISO 639-1 code of each track, or another name; empty where not known.</param>
    public SoundWords(IReadOnlyDictionary<AudibleQuality, double[]> qualities, string[] languages)
    {
        _qualities = [.. AudibleQuality.All.Where(quality => quality.High.Length > 0 && qualities.ContainsKey(quality))
            .Select(quality => new Ranked(quality, qualities[quality], PlacesOf(qualities[quality])))
            .Where(ranked => ranked.Values.Count(double.IsFinite) >= FewestToRank)];
        _languages = languages;
        _hasLanguages = languages.Where(language => language.Length > 0).Distinct(StringComparer.Ordinal).Skip(1).Any();
    }

    private sealed record Ranked(AudibleQuality Quality, double[] Values, double[] Places);

    /// <summary>What two tracks have in common, the most telling first; none where nothing is known.</summary>
    public IReadOnlyList<string> Agreements(int first, int second)
    {
        var found = new List<(double Weight, string Quality, string Sentence)>();
        foreach (Ranked ranked in _qualities)
        {
            (double x, double y) = (ranked.Places[first], ranked.Places[second]);
            if (!(Math.Abs(x - y) <= Far)) continue;
            string numbers = $"({Numbers(ranked, first, "and", second)})";
            double least = Math.Min(Math.Min(x, 1 - x), Math.Min(y, 1 - y));
            bool bothHigh = x >= Extreme && y >= Extreme, bothLow = x <= 1 - Extreme && y <= 1 - Extreme;
            if (bothHigh || bothLow) found.Add((1 - least, KindOf(ranked.Quality), $"both {(bothHigh ? ranked.Quality.High : ranked.Quality.Low)} {numbers}"));
            else if (Math.Abs(x - y) <= Near && !ranked.Quality.IsNoticed(ranked.Values[first], ranked.Values[second])) found.Add((0.5 - Math.Abs(x - y), KindOf(ranked.Quality), $"much the same {ranked.Quality.Noun} {numbers}"));
        }

        IEnumerable<string> sentences = found.OrderByDescending(entry => entry.Weight).DistinctBy(entry => entry.Quality).Select(entry => entry.Sentence);
        string language = _languages[first];
        if (_hasLanguages && language.Length > 0 && language == _languages[second]) sentences = sentences.Prepend($"both in {LanguageCodes.NameOf(language)}");
        return [.. sentences.Take(MostAgreements)];
    }

    /// <summary>How the second track differs from the first, the most striking first.</summary>
    public IReadOnlyList<string> Differences(int first, int second)
    {
        var found = new List<(double Gap, AudibleQuality Quality, string Sentence)>();
        foreach (Ranked ranked in _qualities)
        {
            double gap = ranked.Places[second] - ranked.Places[first];
            if (ranked.Quality.Name == AudibleQuality.Tempo && IsHalf(ranked.Values[first], ranked.Values[second])) continue;
            if (!(Math.Abs(gap) > Far) || !ranked.Quality.IsNoticed(ranked.Values[first], ranked.Values[second])) continue;
            found.Add((gap, ranked.Quality, $"{(gap > 0 ? ranked.Quality.Higher : ranked.Quality.Lower)} ({Numbers(ranked, second, "against", first)})"));
        }

        // More notes a second at a slower beat: the beat was taken for half of itself, or the reverse.
        double? notes = found.Where(entry => entry.Quality.Name == AudibleQuality.OnsetRate).Select(entry => (double?)entry.Gap).FirstOrDefault();
        IEnumerable<string> sentences = found.Where(entry => entry.Quality.Name != AudibleQuality.Tempo || notes is not { } gap || gap * entry.Gap > 0)
            .OrderByDescending(entry => Math.Abs(entry.Gap)).DistinctBy(entry => KindOf(entry.Quality)).Select(entry => entry.Sentence);
        (string one, string other) = (_languages[first], _languages[second]);
        if (_hasLanguages && one.Length > 0 && other.Length > 0 && one != other) sentences = sentences.Prepend($"in {LanguageCodes.NameOf(other)}, not {LanguageCodes.NameOf(one)}");
        return [.. sentences.Take(MostDifferences)];
    }

    /// <summary>Whether one beat could be the other's half or double, which no method tells for certain.</summary>
    private static bool IsHalf(double first, double second) => Math.Abs(Math.Max(first, second) / Math.Min(first, second) - 2) < 0.12;

    /// <summary>Energy that is not in strokes is in held tones, or nearly: one of both says it.</summary>
    private static string KindOf(AudibleQuality quality) => quality.Name == AudibleQuality.HarmonicShare ? AudibleQuality.PercussiveShare : quality.Name;

    /// <summary>"128 and 126 beats per minute".</summary>
    private static string Numbers(Ranked ranked, int first, string between, int second)
    {
        string measured = ranked.Quality.Measured.Trim('(', ')');
        return $"{ranked.Quality.Format(ranked.Values[first])} {between} {ranked.Quality.Format(ranked.Values[second])}{(measured.Length > 0 ? " " : "")}{measured}";
    }

    /// <summary>The share of known values below each, equal ones counting half; NaN where a value is not known.</summary>
    private static double[] PlacesOf(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).Where(row => double.IsFinite(values[row])).OrderBy(row => values[row])];
        var places = new double[values.Length];
        Array.Fill(places, double.NaN);
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]]) end++;
            for (int i = start; i < end; i++) places[order[i]] = (start + end) / (2.0 * order.Length);
        }

        return places;
    }
}
