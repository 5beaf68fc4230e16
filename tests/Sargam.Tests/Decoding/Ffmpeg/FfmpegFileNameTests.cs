using Sargam.Decoding.Ffmpeg;
using Sargam.Tests.Decoding.Wav;

namespace Sargam.Tests.Decoding.Ffmpeg;

public sealed class FfmpegFileNameTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("-y.wav")]
    [InlineData("two  spaces .wav")]
    [InlineData("\"double\" and 'single'.wav")]
    [InlineData("file:http:example.wav")]
    [InlineData("concat:a.wav|b.wav")]
    [InlineData("$(touch pwned) `touch pwned`; touch pwned.wav")]
    [InlineData("%d %03d.wav")]
    [InlineData("*?[a].wav")]
    [InlineData("back\\slash.wav")]
    [InlineData("रागाः 音楽 🎵 é.wav")]
    [InlineData("new\nline.wav")]
    [InlineData("@music.wav")]
    [InlineData("no extension")]
    public async Task Any_file_name_is_only_a_file_name(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0, "Windows does not allow this name");
        short[] samples = Signals.Ramp(2000);
        string path = _scratch.Write(name, WavBuilder.Of(samples).Build());

        Assert.Equal(Signals.Floats(samples), await Signals.ReadAllAsync(await FfmpegForTests.DecoderAsync(), path));
        Assert.Single(Directory.GetFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public async Task A_reason_does_not_repeat_the_name()
    {
        string path = _scratch.Write("secret\nplace.mp3", [.. Enumerable.Repeat((byte)0xFF, 5000)]);
        FfmpegDecoder decoder = await FfmpegForTests.DecoderAsync();
        var exception = await Assert.ThrowsAsync<Sargam.Decoding.AudioDecodeException>(() => Signals.ReadAllAsync(decoder, path));

        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("place", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
