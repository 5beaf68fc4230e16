using Sargam.Decoding;
using Sargam.Features;
using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

/// <summary>Compares every feature of one clip with librosa's files.</summary>
internal static class LibrosaReference
{
    public static void Check(AudioBuffer audio, Func<string, NpyArray> reference)
    {
        CheckSpectrum(audio, reference("stft_mag_40"));
        foreach (int bands in (int[])[64, 128]) CheckMel(audio, bands, reference($"mel{bands}"), reference($"mel{bands}_db"));
        foreach (int count in (int[])[13, 20, 40])
        {
            Matrix mfcc = Mfcc.Compute(audio, new MfccOptions { CoefficientCount = count });
            Equal(reference($"mfcc{count}"), mfcc, 2e-3, $"mfcc{count}");
        }
    }

    public static void CheckSchemas(AudioBuffer audio, Func<string, NpyArray> reference)
    {
        float[][] vectors = new AudioFeatureExtractor().Extract(audio, [FeatureSchemas.MfccSequence, FeatureSchemas.MfccStats]);

        Approx.Equal(reference("block_39x130").Values[..(20 * 130)], vectors[0], 2e-3, "mfcc-sequence");
        Approx.Equal(reference("mfcc20_stats").Values[..40], vectors[1], 1e-3, "mfcc-stats");
    }

    private static void CheckSpectrum(AudioBuffer audio, NpyArray expected)
    {
        Matrix power = new Stft().PowerSpectrogram(audio.Samples.Span);
        Assert.Equal(1 + audio.Samples.Length / 512, power.ColumnCount);
        var magnitude = new Matrix(power.RowCount, expected.Shape[1]);
        for (int bin = 0; bin < power.RowCount; bin++)
        {
            for (int frame = 0; frame < magnitude.ColumnCount; frame++) magnitude[bin, frame] = MathF.Sqrt(power[bin, frame]);
        }

        Approx.EqualToPeak(expected.Values, magnitude.Values, 2e-6, "stft_mag_40");
    }

    private static void CheckMel(AudioBuffer audio, int bands, NpyArray expected, NpyArray expectedDecibels)
    {
        Matrix mel = MelSpectrogram.Compute(audio, new MelOptions { MelBandCount = bands });
        Matrix decibels = mel.View.ToMatrix();
        PowerToDecibels.Apply(decibels.Values);
        var first = new Matrix(bands, expected.Shape[1]);
        for (int band = 0; band < bands; band++) mel.Row(band)[..first.ColumnCount].CopyTo(first.Row(band));

        Approx.EqualToPeak(expected.Values, first.Values, 2e-6, $"mel{bands}");
        Equal(expectedDecibels, decibels, 1e-3, $"mel{bands}_db");
    }

    private static void Equal(NpyArray expected, Matrix actual, double tolerance, string what)
    {
        Assert.Equal([actual.RowCount, actual.ColumnCount], expected.Shape);
        Approx.Equal(expected.Values, actual.Values, tolerance, what);
    }
}
