using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Tests.Numerics.Spectral;

public sealed class FirKernelTests
{
    public static TheoryData<int, int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int, int>();
            foreach (int taps in (int[])[1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 96])
            {
                foreach (int count in (int[])[0, 1, 3, 4, 5, 8, 33, 70])
                {
                    shapes.Add(taps, count, 1, 1);
                    shapes.Add(taps, count, 2, 1);
                    shapes.Add(taps, count, 8, 2);
                    shapes.Add(taps, count, 5, 3);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_are_those_of_the_definition(int tapCount, int count, int sampleStride, int destinationStride)
    {
        float[] taps = Noise(1, tapCount);
        float[] samples = Noise(2, Math.Max(count - 1, 0) * sampleStride + tapCount);
        var result = new float[Math.Max(count - 1, 0) * destinationStride + 1];
        FirKernel.Apply(taps, samples, sampleStride, result, destinationStride, count);

        for (int i = 0; i < result.Length; i++)
        {
            double expected = 0;
            bool written = count > 0 && i % destinationStride == 0;
            for (int j = 0; written && j < tapCount; j++) expected += taps[j] * (double)samples[i / destinationStride * sampleStride + j];
            Assert.Equal(expected, result[i], 2e-5);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void A_convolution_is_added_to_what_is_there(int tapBlocks)
    {
        float[] taps = Noise(1, tapBlocks * 2 * Lanes.Count);
        foreach (int blocks in (int[])[0, 1, 3])
        {
            float[] before = Noise(3, blocks * 12 * Lanes.Count);
            float[] samples = Noise(2, before.Length + Math.Max(taps.Length, 1) - 1);
            float[] result = [.. before];
            FirKernel.AddConvolution(taps, samples, result);

            for (int i = 0; i < result.Length; i++)
            {
                double expected = before[i];
                for (int j = 0; j < taps.Length; j++) expected += taps[j] * (double)samples[i + j];
                Assert.Equal(expected, result[i], 1e-4);
            }
        }
    }

    [Fact]
    public void Lengths_that_a_convolution_cannot_take_are_rejected()
    {
        int width = Lanes.Count;
        Assert.Throws<ArgumentException>(() => FirKernel.AddConvolution(new float[width], new float[100 * width], new float[12 * width]));
        Assert.Throws<ArgumentException>(() => FirKernel.AddConvolution(new float[2 * width], new float[100 * width], new float[width]));
        Assert.Throws<ArgumentException>(() => FirKernel.AddConvolution(new float[2 * width], new float[14 * width - 2], new float[12 * width]));
    }

    [Fact]
    public void Spans_that_are_too_short_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => FirKernel.Apply(new float[8], new float[9], 2, new float[2], 1, 2));
        Assert.Throws<ArgumentException>(() => FirKernel.Apply(new float[8], new float[10], 2, new float[2], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => FirKernel.Apply([], new float[10], 2, new float[2], 1, 2));
    }

    private static float[] Noise(ulong seed, int length)
    {
        var values = new float[length];
        new Rng(seed).Normal(values);
        return values;
    }
}
