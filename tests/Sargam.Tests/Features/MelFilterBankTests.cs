using Sargam.Features.Audio;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class MelFilterBankTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    public void Filters_are_librosas(int bandCount)
    {
        NpyArray expected = Golden.Committed($"filters/mel_{bandCount}.npy");
        var filters = new MelFilterBank(22050, 2048, new MelOptions { MelBandCount = bandCount });

        Assert.Equal([filters.BandCount, filters.BinCount], expected.Shape);
        Approx.EqualToPeak(expected.Values, filters.ToMatrix().Values, 2e-7, "mel filters");
    }

    [Fact]
    public void Mel_frequencies_are_librosas()
    {
        ReadOnlySpan<double> expected = Golden.Committed("filters/mel_frequencies_130.npy").Values;
        double[] frequencies = MelScale.Frequencies(130, 0, 11025);

        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], frequencies[i], 1e-12 * Math.Max(1, expected[i]));
    }

    [Fact]
    public void The_scale_and_its_inverse_cancel()
    {
        foreach (double hertz in (double[])[0, 1, 440, 999.9, 1000, 1000.1, 6400, 22050])
        {
            Assert.Equal(hertz, MelScale.ToHertz(MelScale.FromHertz(hertz)), 1e-9);
        }
    }

    [Fact]
    public void A_band_narrower_than_a_bin_is_empty()
    {
        var filters = new MelFilterBank(22050, 64, new MelOptions { MelBandCount = 128 });
        var bands = new float[128 * Sargam.Numerics.Spectral.Lanes.Count];
        var power = new float[33 * Sargam.Numerics.Spectral.Lanes.Count];
        Array.Fill(power, 1f);
        filters.Apply(power, bands);

        Assert.Contains(0f, bands);
        Assert.All(bands, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Bad_options_are_all_named()
    {
        var options = new MelOptions { MelBandCount = 0, MinFrequency = -1, MaxFrequency = 20_000 };
        ArgumentException error = Assert.Throws<ArgumentException>(() => new MelFilterBank(22050, 2048, options));
        foreach (string name in (string[])["MelBandCount", "MinFrequency", "MaxFrequency"])
        {
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }
}
