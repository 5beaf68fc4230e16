using Sargam.Decoding;
using Sargam.Decoding.Wav;
using Sargam.Features;
using Sargam.Scanning;
using Sargam.Tests.Decoding.Wav;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

/// <summary>Files that can be decoded, but hold no music.</summary>
public sealed class TrackExtractionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8_000)]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public async Task A_constant_level_is_a_reason_at_any_sample_rate(int sampleRate)
    {
        short[] samples = [.. Enumerable.Repeat((short)-8000, 2 * sampleRate)];
        Assert.Equal("the audio is one constant level, which nobody hears", await ReasonAsync(samples, sampleRate));

        // The quietest sound that 16 bits hold is one.
        for (int i = 0; i < samples.Length; i += 100) samples[i]++;
        Assert.Null(await ReasonAsync(samples, sampleRate));
    }

    [Theory]
    [InlineData(1, "too short: 0.00005 s, at least 0.1 s are needed")]
    [InlineData(2204, "too short: 0.09995 s, at least 0.1 s are needed")]
    [InlineData(2205, null)]
    public async Task A_click_is_a_reason(int length, string? reason) =>
        Assert.Equal(reason, await ReasonAsync([.. Enumerable.Range(0, length).Select(i => (short)(1 + i % 50))], 22_050));

    private async Task<string?> ReasonAsync(short[] samples, int sampleRate)
    {
        var file = new FileInfo(_folder.Write("a.wav", WavBuilder.Of(samples, 1, (uint)sampleRate).Build()));
        var track = new Track { Id = "a", Path = "a.wav", Size = file.Length, Modified = file.LastWriteTimeUtc, Title = "a", Labels = new Dictionary<string, string>() };
        var loader = new AudioLoader(new DecoderSet([new WavDecoder()], []));
        TrackExtraction extraction = await TrackExtraction.RunAsync(
            loader, new AudioFeatureExtractor(), file.FullName, track, [FeatureSchemas.MfccStats], TestContext.Current.CancellationToken);
        return extraction.Failure?.Reason;
    }
}
