using Sargam.Decoding;
using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class ChromaStftTests
{
    [Theory]
    [MemberData(nameof(LibrosaClip.All), MemberType = typeof(LibrosaClip))]
    public void Chroma_and_tonnetz_are_librosas(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        foreach ((double? tuning, string suffix) in ((double?, string)[])[(0, "tuning0"), (null, "default")])
        {
            var options = new ChromaOptions { Tuning = tuning };

            Equal(clip.Reference($"chroma_{suffix}"), ChromaStft.Compute(clip.Audio, options), 2e-5, $"chroma_{suffix}");
            Equal(clip.Reference($"tonnetz_{suffix}"), Tonnetz.Compute(clip.Audio, options), 1e-5, $"tonnetz_{suffix}");
        }
    }

    [Theory]
    [MemberData(nameof(LibrosaClip.All), MemberType = typeof(LibrosaClip))]
    public void The_lower_rows_of_blocks_are_librosas(string name)
    {
        LibrosaClip clip = LibrosaClip.Open(name);
        Matrix contrast = SpectralContrast.Compute(clip.Audio);
        foreach ((double? tuning, string suffix) in ((double?, string)[])[(0, "_tuning0"), (null, "")])
        {
            Matrix chroma = ChromaStft.Compute(clip.Audio, new ChromaOptions { Tuning = tuning });
            var block = new Matrix(19, 130);
            int present = Math.Min(130, chroma.ColumnCount);
            for (int row = 0; row < 12; row++) chroma.Row(row)[..present].CopyTo(block.Row(row));
            for (int row = 0; row < 7; row++) contrast.Row(row)[..present].CopyTo(block.Row(12 + row));

            Approx.Equal(clip.Reference($"block_39x130{suffix}").Values[(20 * 130)..], block.Values, 2e-3, $"block_39x130{suffix}");
        }
    }

    [Theory]
    [InlineData(261.63, 0)]
    [InlineData(440, 9)]
    [InlineData(1760, 9)]
    [InlineData(493.88, 11)]
    public void A_tone_is_its_pitch_class(double frequency, int expected)
    {
        Matrix chroma = ChromaStft.Compute(Tone(frequency, 1), new ChromaOptions { Tuning = 0 });

        for (int frame = 2; frame < chroma.ColumnCount - 2; frame++)
        {
            for (int row = 0; row < 12; row++) Assert.Equal(row == expected, chroma[row, frame] == 1);
        }
    }

    [Fact]
    public void Chroma_does_not_depend_on_loudness()
    {
        Matrix loud = ChromaStft.Compute(Tone(600, 1));
        Matrix quiet = ChromaStft.Compute(Tone(600, 1f / 1024));

        Approx.Equal(Approx.Widen(loud.Values), quiet.Values, 1e-5, "chroma");
    }

    [Fact]
    public void Silence_is_zero()
    {
        var silence = new AudioBuffer(new float[5000], 22050);

        Assert.All(ChromaStft.Compute(silence).Values.ToArray(), value => Assert.Equal(0, value));
        Assert.All(Tonnetz.Compute(silence).Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Tonnetz_is_that_of_the_definition()
    {
        double[] turns = [7.0 / 6, 7.0 / 6, 3.0 / 2, 3.0 / 2, 2.0 / 3, 2.0 / 3];
        for (ulong seed = 0; seed < 5; seed++)
        {
            var rng = new Rng(seed);
            var chroma = new FrameBlocks();
            chroma.Reset(12, 11);
            foreach (ref float value in chroma.Values) value = (float)rng.Uniform(0, 1);
            var centroids = new FrameBlocks();
            Tonnetz.Apply(chroma, centroids);

            for (int frame = 0; frame < 11; frame++)
            {
                double sum = Enumerable.Range(0, 12).Sum(pitch => (double)chroma[pitch, frame]);
                for (int row = 0; row < 6; row++)
                {
                    Func<double, double> wave = row % 2 == 0 ? Math.Sin : Math.Cos;
                    double expected = Enumerable.Range(0, 12).Sum(pitch => chroma[pitch, frame] * wave(Math.PI * turns[row] * pitch)) / sum;
                    Assert.Equal(row < 4 ? expected : expected / 2, centroids[row, frame], 1e-6);
                }
            }
        }
    }

    [Fact]
    public void Tonnetz_needs_twelve_pitch_classes()
    {
        var mel = new FrameBlocks();
        mel.Reset(40, 3);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Tonnetz.Apply(mel, new FrameBlocks()));
        Assert.Contains("12 pitch classes, got 40", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_options_are_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ChromaStft.Compute(Tone(440, 1), new ChromaOptions { Tuning = double.NaN }));
        Assert.Contains("Tuning must be finite", error.Message, StringComparison.Ordinal);
    }

    private static AudioBuffer Tone(double frequency, float amplitude)
    {
        var samples = new float[22050];
        for (int i = 0; i < samples.Length; i++) samples[i] = amplitude * (float)Math.Sin(2 * Math.PI * frequency * i / 22050);
        return new AudioBuffer(samples, 22050);
    }

    private static void Equal(NpyArray expected, Matrix actual, double tolerance, string what)
    {
        Assert.Equal([actual.RowCount, actual.ColumnCount], expected.Shape);
        Approx.Equal(expected.Values, actual.Values, tolerance, what);
    }
}
