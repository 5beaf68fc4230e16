using Sargam.Decoding;
using Sargam.Decoding.Wav;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Decoding;

/// <summary>The whole way from a stereo file at 44100 Hz to mono at 22050 Hz, as librosa goes it.</summary>
public sealed class AudioLoaderResamplingTests
{
    [Theory]
    [InlineData("vibeace_a")]
    [InlineData("trumpet")]
    public async Task Loading_agrees_with_librosa(string clip)
    {
        string path = RepositoryRoot.Shared($"golden/audio/formats/{clip}_44100_stereo.wav");
        NpyArray expected = Golden.Shared($"audio/formats/{clip}_44100_stereo_librosa_load_22050.npy");
        var loader = new AudioLoader(new DecoderSet([new WavDecoder()], []));
        LoadedAudio loaded = await loader.LoadAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(22_050, loaded.Audio.SampleRate);
        Assert.Equal(44_100, loaded.SourceFormat.SampleRate);
        double decibels = LowPass.SignalToNoise(expected.Values, loaded.Audio.Samples.Span, cutoffOfRate: 0.4, cut: 22_050 / 20);
        Assert.True(decibels >= 90, $"{clip}: {decibels:0.0} dB in band, 90 expected");
    }
}
