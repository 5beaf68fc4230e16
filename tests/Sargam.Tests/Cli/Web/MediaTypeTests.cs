using Sargam.Cli.Commands;
using Sargam.Cli.Web;
using Sargam.Decoding;

namespace Sargam.Tests.Cli.Web;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("FFFB9064", "", "audio/mpeg")] // MPEG 1, layer III
    [InlineData("FFF39064", "", "audio/mpeg")] // MPEG 2, layer III
    [InlineData("FFFD9064", "", null)] // layer II
    [InlineData("FFFF9064", "", null)] // layer I
    [InlineData("FFF15080", "", "audio/aac")]
    [InlineData("FFFB9064", "mp2", null)]
    [InlineData("49443303", "mp3", "audio/mpeg")]
    [InlineData("49443303", "", "audio/mpeg")]
    [InlineData("49443303", "mp2", null)]
    [InlineData("49443303", "FLAC", "audio/flac")]
    [InlineData("664C6143", "", "audio/flac")]
    [InlineData("00000000", "", null)]
    public void The_first_bytes_decide_and_what_browsers_do_not_play_is_decoded(string header, string codec, string? expected) =>
        Assert.Equal(expected, MediaType.Of(Convert.FromHexString(header), codec, ".mp3"));

    [Theory]
    [InlineData("all", "30s@start")]
    [InlineData("1800s@middle", "30s@middle")]
    [InlineData("45s@start", "30s@start")]
    [InlineData("10s@middle", "10s@middle")]
    public void No_more_is_decoded_than_a_clip(string excerpt, string expected) => Assert.Equal(ExcerptRule.Parse(expected), ClipSource.PartOf(excerpt));

    [Theory]
    [InlineData(0.98765, "0.988")]
    [InlineData(0.99949, "0.999")]
    [InlineData(0.9996, "> 0.999")]
    [InlineData(1, "> 0.999")]
    public void No_similarity_is_shown_as_certainty(double similarity, string expected) => Assert.Equal(expected, SimilarCommand.Shown(similarity));
}
