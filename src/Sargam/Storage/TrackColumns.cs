using System.Globalization;
using System.Text;

namespace Sargam.Storage;

/// <summary>
/// What a shard's metadata tell of its tracks: one text per column, one line per track. A column in which nothing is known
/// is left out, so shards written before a column existed read the same as those where it is empty.
/// </summary>
internal static class TrackColumns
{
    private static readonly (string Key, Func<StoredTrack, string> Cell)[] All =
    [
        ("ids", track => track.Id),
        ("decoders", track => track.Decoder),
        ("durations", track => CsvTable.Number(track.DurationSeconds)),
        ("codecs", track => track.Codec ?? ""),
        ("sample_rates", track => CsvTable.Whole(track.SampleRate)),
        ("channel_counts", track => CsvTable.Whole(track.ChannelCount)),
        ("bit_rates", track => CsvTable.Whole(track.BitRate)),
        ("excerpt_starts", track => CsvTable.Number(track.ExcerptStartSeconds)),
    ];

    /// <summary>The track with texts that fit on one line each.</summary>
    public static StoredTrack OnOneLine(StoredTrack track) => track with
    {
        Decoder = track.Decoder.ReplaceLineEndings(" "),
        Codec = string.IsNullOrWhiteSpace(track.Codec) ? null : track.Codec.ReplaceLineEndings(" "),
    };

    /// <summary>Adds the columns of some tracks to a shard's metadata.</summary>
    public static void Write(IReadOnlyList<StoredTrack> tracks, Dictionary<string, string> metadata)
    {
        foreach ((string key, Func<StoredTrack, string> cell) in All)
        {
            string text = string.Join('\n', tracks.Select(cell));
            if (key is "ids" or "decoders" or "durations" || text.AsSpan().ContainsAnyExcept('\n')) metadata[key] = text;
        }
    }

    /// <summary>Reads the columns back.</summary>
    /// <exception cref="InvalidDataException">A column has another number of lines, or a cell is not what it must be.</exception>
    public static StoredTrack[] Read(IReadOnlyDictionary<string, string> metadata, int count)
    {
        string[] ids = Lines(metadata, "ids", count) ?? throw new InvalidDataException("it names no tracks");
        string[] decoders = Lines(metadata, "decoders", count) ?? throw new InvalidDataException("it names no decoders");
        string[] durations = Lines(metadata, "durations", count) ?? throw new InvalidDataException("it tells no durations");
        string[]? codecs = Lines(metadata, "codecs", count);
        string[]? sampleRates = Lines(metadata, "sample_rates", count);
        string[]? channelCounts = Lines(metadata, "channel_counts", count);
        string[]? bitRates = Lines(metadata, "bit_rates", count);
        string[]? excerptStarts = Lines(metadata, "excerpt_starts", count);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var tracks = new StoredTrack[count];
        for (int i = 0; i < count; i++)
        {
            tracks[i] = new StoredTrack(ids[i], Pooled(known, decoders[i]), Number(durations[i]) ?? double.NaN)
            {
                Codec = codecs?[i] is { Length: > 0 } codec ? Pooled(known, codec) : null,
                SampleRate = Whole(sampleRates?[i]),
                ChannelCount = Whole(channelCounts?[i]),
                BitRate = Whole(bitRates?[i]),
                ExcerptStartSeconds = Number(excerptStarts?[i]),
            };
        }

        return tracks;
    }

    /// <summary>A checksum of what is known of a track; unknown columns do not count, so it stays valid when columns are added.</summary>
    public static uint Checksum(StoredTrack track)
    {
        uint checksum = Crc32C.Initial;
        foreach ((string key, Func<StoredTrack, string> cell) in All)
        {
            string value = cell(track);
            if (value.Length > 0) checksum = Crc32C.Append(checksum, Encoding.UTF8.GetBytes($"{key}={value}\n"));
        }

        return checksum;
    }

    private static string[]? Lines(IReadOnlyDictionary<string, string> metadata, string key, int count)
    {
        if (!metadata.TryGetValue(key, out string? text)) return null;
        if (count == 0 && text.Length == 0) return [];
        string[] lines = text.Split('\n');
        return lines.Length == count ? lines : throw new InvalidDataException($"it has {count} rows, but {lines.Length} {key}");
    }

    /// <summary>One string for the few values that thousands of tracks share.</summary>
    private static string Pooled(Dictionary<string, string> known, string value)
    {
        if (known.TryGetValue(value, out string? same)) return same;
        known[value] = value;
        return value;
    }

    private static double? Number(string? cell) => string.IsNullOrEmpty(cell) ? null
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw new InvalidDataException($"'{cell}' is not a number");

    private static int? Whole(string? cell) => string.IsNullOrEmpty(cell) ? null
        : int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
        : throw new InvalidDataException($"'{cell}' is not a whole number");
}
