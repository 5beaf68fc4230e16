using Sargam.Features;
using Sargam.Storage;

namespace Sargam.Tests.Features;

public sealed class NearDuplicateSearchTests
{
    [Fact]
    public void The_longest_stands_for_a_recording_then_the_lossless_then_the_highest_bit_rate()
    {
        StoredTrack[] listed =
        [
            Track("low", 180.5, "mp3", 128_000), Track("high", 180.3, "mp3", 320_000), Track("flac", 179.9, "flac", 700_000),
            Track("telephone", 180, "pcm_mulaw", 1_411_000), Track("clip", 30, "pcm_s16le", 1_411_000), Track("wav", 180, "pcm_s16le", 1_411_000),
            Track("again", 179.9, "flac", 700_100), Track("live", 240, "mp3", 96_000), Track("unknown", 180, null, null),
        ];

        Assert.Equal(
            ["live", "wav", "flac", "again", "telephone", "high", "low", "unknown", "clip"],
            NearDuplicateSearch.BestFirst(listed).Select(track => track.Id));
    }

    private static StoredTrack Track(string id, double seconds, string? codec, int? bitRate) => new(id, "wav", seconds) { Codec = codec, BitRate = bitRate };
}
