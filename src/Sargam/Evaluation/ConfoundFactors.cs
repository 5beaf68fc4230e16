using System.Globalization;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>Everything known of the tracks that clusters should not be, or that explains what they are.</summary>
internal sealed class ConfoundFactors
{
    private const int QuantileCount = 10;

    /// <summary>Neighbours in the listing that make one value of the order; more in large collections.</summary>
    private const int SmallestOrderBlock = 10;
    private const int MostOrderBlocks = 200;

    private const string FileOrder = "file_order";
    private const string HasLyrics = "has_lyrics";
    private const string NearDuplicates = "near_duplicates";

    /// <summary>Factors that are about encoding.</summary>
    public static readonly IReadOnlyList<string> Encodings = [LabelAgreement.FileFormat, "codec", "bit_rate", "sample_rate", "channels", "decoder"];

    private ConfoundFactors(IReadOnlyList<LabelSet> sets, LabelSet? given) => (Sets, Given) = (sets, given);

    /// <summary>The factors of which at least two values occur.</summary>
    public IReadOnlyList<LabelSet> Sets { get; }

    /// <summary>What is held fixed to see what a factor adds: the genre, or what comes nearest to it; null when nothing does.</summary>
    public LabelSet? Given { get; }

    /// <summary>Gathers what is known.</summary>
    /// <param name="tracks">In the order of rows, which is the order of the listing.</param>
    /// <param name="stored">What decoding told of each; null for a track that was not decoded.</param>
    /// <param name="hasWords">Which tracks have words; null where words are not used.</param>
    /// <param name="scored">The label sets that are scored.</param>
    public static ConfoundFactors Of(IReadOnlyList<Track> tracks, IReadOnlyList<StoredTrack?> stored, IReadOnlyList<bool>? hasWords, IReadOnlyList<LabelSet> scored)
    {
        static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
        int orderBlock = Math.Max(SmallestOrderBlock, tracks.Count / MostOrderBlocks);
        HashSet<string> representatives = [.. tracks.Where(track => track.DuplicateOf.Length > 0).Select(track => track.DuplicateOf)];
        LabelSet[] all =
        [
            LabelSet.Of(LabelNames.Language, tracks),
            LabelSet.Of(LabelNames.Artist, tracks),
            LabelSet.Of(LabelNames.Album, tracks),
            LabelSet.Of("folder", tracks.Select(TrackBlocks.FolderOf)),
            LabelSet.Of(FileOrder, tracks.Select((_, row) => Text(row / orderBlock))),
            LabelSet.OfQuantiles("duration", [.. tracks.Select(track => track.DurationSeconds is { } seconds ? Math.Round(seconds) : (double?)null)], QuantileCount),
            LabelSet.Of("codec", tracks.Select(track => track.Codec)),
            LabelSet.OfQuantiles("bit_rate", [.. stored.Select(track => track?.BitRate is { } rate ? Math.Round(rate / 16_000.0) : (double?)null)], QuantileCount),
            LabelSet.Of("sample_rate", stored.Select(track => Text(track?.SampleRate))),
            LabelSet.Of("channels", stored.Select(track => Text(track?.ChannelCount))),
            LabelSet.Of("decoder", tracks.Select(track => track.Decoder)),
            LabelSet.Of(HasLyrics, tracks.Select((_, row) => hasWords is null ? "" : hasWords[row] ? "yes" : "no")),
            LabelSet.Of(NearDuplicates, tracks.Select(track => track.DuplicateOf.Length > 0 ? track.DuplicateOf : representatives.Contains(track.Id) ? track.Id : "")),
        ];
        LabelSet[] varied = [.. all.Where(set => set.ClassCount >= 2 && set.ClassCount < set.Rows.Length)];
        LabelSet? given = LabelNames.LikeGenre([.. scored.Select(set => set.Name)]).Select(name => scored.First(set => set.Name == name))
            .FirstOrDefault(set => LabelNames.IsGenreName(set.Name) || set.ClassCount < set.Rows.Length / 2);
        return new ConfoundFactors(varied, given);
    }
}
