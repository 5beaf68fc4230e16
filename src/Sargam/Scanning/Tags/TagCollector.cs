using System.Globalization;
using System.Text.RegularExpressions;

namespace Sargam.Scanning.Tags;

/// <summary>Gathers what one block of tags says, field by field.</summary>
internal sealed partial class TagCollector
{
    private const int MaxValues = 16;
    private readonly List<string>?[] _values = new List<string>?[(int)TagField.Lyrics];
    private string _lyrics = "";
    private string _lyricsLanguage = "";

    /// <summary>Adds a value; values separated by NUL are several.</summary>
    public void Add(TagField field, string text)
    {
        if (field == TagField.Lyrics)
        {
            AddLyrics(text, "");
            return;
        }

        List<string> values = _values[(int)field] ??= [];
        foreach (string part in text.Split('\0'))
        {
            string value = TagText.CleanLine(part);
            if (values.Count >= MaxValues) return;
            if (value.Length > 0 && !values.Contains(value, StringComparer.OrdinalIgnoreCase)) values.Add(value);
        }
    }

    /// <summary>Adds lyrics; the first that are not empty count.</summary>
    public void AddLyrics(string text, string language)
    {
        if (_lyrics.Length > 0) return;
        _lyrics = TagText.CleanLyrics(text);
        if (_lyrics.Length > 0) _lyricsLanguage = LanguageCodes.Normalize(language);
    }

    /// <summary>Takes over the fields that are still empty.</summary>
    public void FillFrom(TagCollector other)
    {
        for (int field = 0; field < _values.Length; field++)
        {
            if (_values[field] is null or { Count: 0 }) _values[field] = other._values[field];
        }

        if (_lyrics.Length == 0) (_lyrics, _lyricsLanguage) = (other._lyrics, other._lyricsLanguage);
    }

    /// <summary>The result.</summary>
    public TrackTags ToTags()
    {
        string language = Join(Values(TagField.Language).SelectMany(LanguageCodes.Split));
        return new TrackTags
        {
            Title = Join(Values(TagField.Title)),
            Artist = Join(Values(TagField.Artist)),
            AlbumArtist = Join(Values(TagField.AlbumArtist)),
            Album = Join(Values(TagField.Album)),
            Genre = Join(Values(TagField.Genre).SelectMany(GenreNames.Resolve)),
            Year = Values(TagField.Year).Select(Year).FirstOrDefault(year => year is not null),
            // Writers that do not ask say English of every text: that is no language of the track.
            Language = language.Length > 0 || _lyricsLanguage == "en" ? language : _lyricsLanguage,
            TrackNumber = Values(TagField.TrackNumber).Select(TrackNumber).FirstOrDefault(number => number is not null),
            Lyrics = _lyrics,
            LyricsLanguage = _lyricsLanguage,
        };
    }

    private List<string> Values(TagField field) => _values[(int)field] ?? [];

    private static string Join(IEnumerable<string> values) =>
        TagText.CleanLine(string.Join("; ", values.Where(value => value.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)));

    /// <summary>The year in "2009-03-01", "1/3/2009" or "2009".</summary>
    private static int? Year(string text) =>
        YearPattern().Match(text) is { Success: true } match ? int.Parse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    /// <summary>The number in "3" or "3/12".</summary>
    private static int? TrackNumber(string text) =>
        int.TryParse(text.Split('/')[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 10_000
            ? number
            : null;

    [GeneratedRegex("[12][0-9]{3}")]
    private static partial Regex YearPattern();
}
