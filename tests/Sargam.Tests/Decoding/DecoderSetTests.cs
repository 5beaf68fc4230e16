using System.Text;
using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Sndfile;
using Sargam.Tests.Decoding.Sndfile;

namespace Sargam.Tests.Decoding;

public sealed class DecoderSetTests
{
    [Fact]
    public void Without_ffmpeg_there_is_wav_and_a_hint()
    {
        DecoderSet set = DecoderSet.Create(new FfmpegLocation(null, "ffmpeg is not installed"));

        Assert.Equal(["wav"], set.Decoders.Select(decoder => decoder.Name));
        Assert.Equal([true, false, false], set.Status.Select(status => status.IsAvailable));
        Assert.Equal("ffmpeg is not installed", set.Status[2].Problem);
    }

    [Fact]
    public void With_ffmpeg_wav_is_still_asked_first()
    {
        DecoderSet set = DecoderSet.Create(new FfmpegLocation(new FfmpegPrograms("a", "b", "6.1"), ""));

        Assert.Equal(["wav", "ffmpeg 6.1"], set.Decoders.Select(decoder => decoder.Name));
        Assert.True(set.Status[2].IsAvailable && set.Status[2].Problem.Length == 0);
        Assert.Equal("6.1", set.Status[2].Version);
    }

    [Fact]
    public async Task This_machine_has_at_least_wav()
    {
        await using DecoderSet set = await DecoderSet.FindAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("wav", set.Decoders[0].Name);
        Assert.Equal(set.Status.Count(status => status.IsAvailable), set.Decoders.Count);
    }

    [Fact]
    public async Task A_worker_that_is_none_leaves_the_others()
    {
        var options = new DecoderOptions { Worker = new WorkerCommand(Path.Combine(Path.GetTempPath(), "sargam-no-such-program"), []) };
        await using DecoderSet set = await DecoderSet.FindAsync(options, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(set.Decoders, decoder => decoder.Name.StartsWith("libsndfile", StringComparison.Ordinal));
        Assert.False(set.Status[1].IsAvailable);
        Assert.Contains("could not be started", set.Status[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Libsndfile_is_asked_between_wav_and_ffmpeg()
    {
        SndfileDecoder sndfile = await SndfileForTests.RequireAsync();
        DecoderSet set = DecoderSet.Create(new FfmpegLocation(new FfmpegPrograms("a", "b", "6.1"), ""), sndfile: sndfile);

        Assert.Equal(["wav", sndfile.Name, "ffmpeg 6.1"], set.Decoders.Select(decoder => decoder.Name));
        Assert.Matches(@"^libsndfile \d+\.\d+\.\d+$", sndfile.Name);
        Assert.StartsWith(set.Status[1].Version, sndfile.Name["libsndfile ".Length..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>Not found</title></head><body></body>", "text")]
    [InlineData("[playlist]\r\nFile1=a.mp3\r\n", "text")]
    [InlineData("संगीत संगीत संगीत संगीत संगीत", "text")]
    [InlineData("NIST_1A\n   1024\nchannel_count -i 1\n", null)]
    [InlineData("%PDF-1.7", "a PDF document")]
    [InlineData("PK\u0003\u0004 and so on", "a ZIP archive")]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8 ", "a WebP image")]
    [InlineData("ID3\u0004\0\0", null)]
    [InlineData("#!AMR\n\u0004", null)]
    public void Content_is_known_by_its_first_bytes(string text, string? what)
    {
        byte[] header = Encoding.UTF8.GetBytes(text);

        Assert.Equal(what, FileSignature.NotAudio(header.AsSpan(0, Math.Min(64, header.Length))));
    }
}
