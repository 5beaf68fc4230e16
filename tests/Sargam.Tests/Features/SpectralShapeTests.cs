using Sargam.Decoding;
using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class SpectralShapeTests
{
    [Theory]
    [MemberData(nameof(LibrosaClip.All), MemberType = typeof(LibrosaClip))]
    public void Shapes_are_librosas_in_either_precision(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        foreach (FftPrecision precision in Enum.GetValues<FftPrecision>())
        {
            Matrix shape = SpectralShape.Compute(clip.Audio, new StftOptions { Precision = precision });

            Approx.Equal(clip.Reference("centroid").Values, shape.Row(SpectralShape.CentroidRow), 1e-2, "centroid");
            Approx.Equal(clip.Reference("bandwidth").Values, shape.Row(SpectralShape.BandwidthRow), 1e-2, "bandwidth");
            Approx.Equal(clip.Reference("flatness").Values, shape.Row(SpectralShape.FlatnessRow), 1e-5, "flatness");
            CheckRolloff(clip.Reference("rolloff").Values, shape.Row(SpectralShape.RolloffRow));
        }
    }

    [Theory]
    [MemberData(nameof(LibrosaClip.All), MemberType = typeof(LibrosaClip))]
    public void Loudness_and_zero_crossings_are_librosas(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        var values = new float[1 + clip.Audio.Samples.Length / 512];

        Rms.Compute(clip.Audio.Samples.Span, values);
        Approx.Equal(clip.Reference("rms").Values, values, 1e-6, "rms");
        ZeroCrossingRate.Compute(clip.Audio.Samples.Span, values);
        Approx.Equal(clip.Reference("zcr").Values, values, 1e-9, "zcr");
    }

    [Theory]
    [MemberData(nameof(LibrosaClip.All), MemberType = typeof(LibrosaClip))]
    public void Trimming_is_librosas(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        foreach (int decibels in (int[])[60, 30])
        {
            FrameRange kept = SilenceTrim.Find(clip.Audio.Samples.Span, decibels);

            Assert.Equal(clip.Reference($"trim_{decibels}").Values, [kept.Start, kept.Start + kept.Count]);
        }
    }

    [Fact]
    public void A_tone_is_where_it_is_and_not_flat()
    {
        var samples = new float[22050];
        for (int i = 0; i < samples.Length; i++) samples[i] = (float)Math.Sin(2 * Math.PI * 1000 * i / 22050);
        Matrix shape = SpectralShape.Compute(new AudioBuffer(samples, 22050));

        for (int frame = 3; frame < shape.ColumnCount - 3; frame++)
        {
            Assert.InRange(shape[SpectralShape.CentroidRow, frame], 995, 1020);
            Assert.InRange(shape[SpectralShape.RolloffRow, frame], 990, 1030);
            Assert.InRange(shape[SpectralShape.FlatnessRow, frame], 0, 1e-3f);
        }
    }

    [Fact]
    public void Shapes_do_not_depend_on_loudness()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var samples = new float[30_000];
            new Rng(seed).Normal(samples);
            Matrix loud = SpectralShape.Compute(new AudioBuffer([.. samples], 22050));
            Matrix quiet = SpectralShape.Compute(new AudioBuffer([.. samples.Select(sample => sample / 16)], 22050));

            Approx.Equal(Approx.Widen(loud.Values), quiet.Values, 1e-3, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(3000)]
    public void Frames_of_short_signals_are_those_of_the_definition(int length)
    {
        var samples = new float[length];
        new Rng((ulong)length).Normal(samples);
        var rms = new float[1 + length / 512];
        var rate = new float[rms.Length];
        Rms.Compute(samples, rms);
        ZeroCrossingRate.Compute(samples, rate);

        for (int frame = 0; frame < rms.Length; frame++)
        {
            double squares = 0;
            int changes = 0;
            for (int i = 0; i < 2048; i++)
            {
                int at = frame * 512 - 1024 + i;
                if (at >= 0 && at < length) squares += samples[at] * samples[at];
                if (i > 0 && Padded(samples, at) < 0 != Padded(samples, at - 1) < 0) changes++;
            }

            Assert.Equal(Math.Sqrt(squares / 2048), rms[frame], 1e-5);
            Assert.Equal(changes / 2048.0, rate[frame], 1e-9);
        }
    }

    private static float Padded(float[] samples, int at) => samples[Math.Clamp(at, 0, samples.Length - 1)];

    // librosa cumulates in 32 bits: a frame whose sum meets the threshold within rounding may be one bin off.
    private static void CheckRolloff(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        const double Bin = 22050.0 / 2048;
        int moved = 0;
        for (int frame = 0; frame < expected.Length; frame++)
        {
            double difference = Math.Abs(expected[frame] - actual[frame]);
            Assert.True(difference <= Bin + 1e-3, $"rolloff[{frame}] is {actual[frame]}, expected {expected[frame]}");
            if (difference > 1e-3) moved++;
        }

        Assert.InRange(moved, 0, 3);
    }
}
