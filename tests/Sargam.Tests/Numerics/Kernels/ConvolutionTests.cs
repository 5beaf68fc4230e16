using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.Numerics.Reference;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Numerics.Kernels;

public sealed class ConvolutionTests
{
    /// <summary>Channels around the widths of tiles, and around where few channels end.</summary>
    private static readonly int[] AwkwardChannels = [1, 2, 3, 5, 7, 11, 12, 13, 15, 16, 17, 31, 33];

    [Fact]
    public void All_passes_agree_with_the_definition_for_random_shapes()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var rng = new Rng(seed);
            var shape = new ConvolutionShape(
                AwkwardChannels[rng.NextInt(AwkwardChannels.Length)], AwkwardChannels[rng.NextInt(AwkwardChannels.Length)],
                seed % 4 == 0 ? ConvolutionAxis.None : RandomAxis(rng), RandomAxis(rng));
            Check(shape, count: 1 + rng.NextInt(4), rng, $"seed {seed}, {shape}");
        }
    }

    [Theory]
    [MemberData(nameof(MatMulTiers.Names), MemberType = typeof(MatMulTiers))]
    public void Gradients_agree_with_the_definition_on_every_instruction_set(string tier)
    {
        for (ulong seed = 100; seed < 130; seed++)
        {
            var rng = new Rng(seed);
            int[] channels = [1, 3, 4, 6, 8, 13, 24, 32, 33, 40];
            var shape = new ConvolutionShape(channels[rng.NextInt(10)], channels[rng.NextInt(10)], RandomAxis(rng), RandomAxis(rng));
            Check(shape, count: 1 + rng.NextInt(4), rng, $"{tier}, seed {seed}, {shape}", MatMulTiers.Named(tier));
        }
    }

    [Fact]
    public void All_passes_agree_with_the_definition_over_several_groups_blocks_and_chunks()
    {
        (ConvolutionShape Shape, int Count)[] cases =
        [
            (new(32, 48, new(20, 10, 3, 2, 1), new(33, 17, 3, 2, 1)), 9), // several chunks, and a last group that is not full
            (new(1, 32, new(39, 20, 3, 2, 1), new(65, 33, 3, 2, 1)), 3), // the first layer of an encoder
            (new(16, 24, ConvolutionAxis.None, new(700, 350, 5, 2, 2)), 5), // a long sequence
            (new(40, 20, new(1, 1, 1), new(1, 1, 1)), 500), // as a fully connected layer
            (new(6, 130, new(9, 9, 3, 1, 1), new(8, 8, 3, 1, 1)), 30),
        ];
        foreach ((ConvolutionShape shape, int count) in cases) Check(shape, count, new Rng(1), shape.ToString());
    }

    [Fact]
    public void Any_thread_count_gives_the_same_bits_and_so_does_any_batch()
    {
        foreach (int channels in new[] { 1, 24 })
        {
            var shape = new ConvolutionShape(channels, 40, new(20, 10, 3, 2, 1), new(34, 17, 3, 2, 1));
            const int Count = 40;
            var rng = new Rng(3);
            float[] images = Noise.Normal(rng, Count * shape.ImageSize);
            float[] grids = Noise.Normal(rng, Count * shape.GridSize);
            float[] weight = Noise.Normal(rng, shape.WeightCount);
            float[][]? expected = null;
            foreach (int threadCount in new[] { 1, 2, 3 })
            {
                using IDisposable limit = WorkerPool.Limit(threadCount);
                float[][] actual = Run(shape, images, grids, weight, Count);
                expected ??= actual;
                for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i]);
            }

            float[][] alone = Run(shape, images[..shape.ImageSize], grids[..shape.GridSize], weight, 1);
            Assert.Equal(expected![0][..shape.GridSize], alone[0]);
            Assert.Equal(expected[1][..shape.ImageSize], alone[1]);
        }
    }

    [Fact]
    public void Results_stay_within_their_maps_and_no_maps_are_allowed()
    {
        var shape = new ConvolutionShape(13, 7, new(5, 3, 3, 2, 1), new(4, 2, 3, 2, 1));
        var convolution = new Convolution(shape);
        var rng = new Rng(5);
        float[] weight = Noise.Normal(rng, shape.WeightCount);
        float[] images = Noise.Normal(rng, shape.ImageSize + 1);
        float[] grids = Noise.Normal(rng, shape.GridSize + 1);
        (float image, float grid) = (images[^1], grids[^1]);

        convolution.ToGrid(images, weight, [], grids, 1);
        convolution.ToImage(grids, weight, [], images, 1);

        Assert.Equal((image, grid), (images[^1], grids[^1]));
        convolution.ToGrid([], weight, [], [], 0);
        convolution.ToImage([], weight, [], [], 0);
        convolution.Gradient([], [], weight, [], [], 0);
        Assert.All(weight, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Wrong_shapes_and_lengths_are_named()
    {
        ConvolutionAxis axis = new(5, 3, 3, 2, 1);
        Assert.Throws<ArgumentException>("shape", () => new Convolution(new(0, 1, axis, axis)));
        Assert.Throws<ArgumentException>("shape", () => new Convolution(new(1, 1, axis with { Stride = 0 }, axis)));
        Assert.Throws<ArgumentException>("shape", () => new Convolution(new(1, 1, axis, axis with { Padding = -1 })));
        var convolution = new Convolution(new(2, 4, axis, axis));
        Assert.Throws<ArgumentException>("images", () => convolution.ToGrid(new float[49], new float[72], [], new float[36], 1));
        Assert.Throws<ArgumentException>("grids", () => convolution.ToImage(new float[35], new float[72], [], new float[50], 1));
        Assert.Throws<ArgumentException>("weight", () => convolution.ToGrid(new float[50], new float[71], [], new float[36], 1));
        Assert.Throws<ArgumentException>("bias", () => convolution.ToGrid(new float[50], new float[72], new float[2], new float[36], 1));
        Assert.Throws<ArgumentException>("imageSums", () => convolution.Gradient(new float[50], new float[36], new float[72], new float[4], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => convolution.ToGrid(new float[50], new float[72], [], new float[36], -1));
    }

    [Fact]
    public void Maps_that_no_array_can_hold_are_refused_not_wrapped()
    {
        ConvolutionAxis wide = new(1 << 17, 1 << 17, 1);
        Assert.Throws<ArgumentException>(() => new Convolution(new(1, 1, wide, wide)));
        Assert.Throws<ArgumentException>(() => new Convolution(new(1, 1, wide with { Grid = 1 }, wide with { Grid = 1 })));
        Assert.Throws<ArgumentException>(() => new Convolution(new(1 << 15, 1 << 15, new(1, 1, 2), new(1, 1, 2))));
        Assert.Throws<ArgumentException>(() => new Convolution(new(1, 1, ConvolutionAxis.None, new(4, 4, 2, 1, 0, int.MaxValue))));
        Assert.Throws<ArgumentException>(() => new Convolution(new(1, 1, ConvolutionAxis.None, new(4, 4, 2, int.MaxValue))));
        Assert.Throws<ArgumentException>(() => new Convolution(new(1, 1, ConvolutionAxis.None, new(4, 4, 2, 1, int.MaxValue))));
    }

    private static ConvolutionAxis RandomAxis(Rng rng)
    {
        (int kernel, int stride, int dilation, int padding) = (1 + rng.NextInt(4), 1 + rng.NextInt(3), 1 + rng.NextInt(2), rng.NextInt(4));
        int reach = 1 + dilation * (kernel - 1);
        int image = Math.Max(1 + rng.NextInt(12), reach - 2 * padding);
        return new ConvolutionAxis(image, (image + 2 * padding - reach) / stride + 1, kernel, stride, padding, dilation);
    }

    private static void Check(ConvolutionShape shape, int count, Rng rng, string what, MatMulTier? tier = null)
    {
        float[] images = Noise.Normal(rng, count * shape.ImageSize);
        float[] grids = Noise.Normal(rng, count * shape.GridSize);
        float[] weight = Noise.Normal(rng, shape.WeightCount);
        float[][] actual = Run(shape, images, grids, weight, count, tier);
        var reference = new ReferenceConvolution(shape, images, grids, weight, count);

        Approx.EqualToPeak(reference.ToGrid(weight[..Bias(weight, shape.GridChannels)]), actual[0], 2e-6, $"{what}: to grid");
        Approx.EqualToPeak(reference.ToImage(weight[..Bias(weight, shape.ImageChannels)]), actual[1], 2e-6, $"{what}: to image");
        Approx.EqualToPeak(reference.Gradient(), actual[2], 2e-6, $"{what}: gradient");
        Approx.EqualToPeak(ReferenceConvolution.ChannelSums(images, shape.ImageChannels), actual[3], 2e-6, $"{what}: image sums");
        Approx.EqualToPeak(ReferenceConvolution.ChannelSums(grids, shape.GridChannels), actual[4], 2e-6, $"{what}: grid sums");
    }

    /// <summary>The first weights serve as biases, where there are enough of them.</summary>
    private static int Bias(float[] weight, int channels) => weight.Length >= channels ? channels : 0;

    private static float[][] Run(ConvolutionShape shape, float[] images, float[] grids, float[] weight, int count, MatMulTier? tier = null)
    {
        var convolution = new Convolution(shape, tier ?? MatMul.Tier);
        var toGrid = new float[grids.Length];
        var toImage = new float[images.Length];
        var gradient = new float[weight.Length];
        var imageSums = new float[shape.ImageChannels];
        var gridSums = new float[shape.GridChannels];
        Array.Fill(toGrid, float.NaN);
        Array.Fill(toImage, float.NaN);
        Array.Fill(gradient, float.NaN);
        convolution.ToGrid(images, weight, weight.AsSpan(0, Bias(weight, shape.GridChannels)), toGrid, count);
        convolution.ToImage(grids, weight, weight.AsSpan(0, Bias(weight, shape.ImageChannels)), toImage, count);
        convolution.Gradient(images, grids, gradient, imageSums, gridSums, count);
        return [toGrid, toImage, gradient, imageSums, gridSums];
    }
}
