using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class MapLayoutTests
{
    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(6, 1, 1)]
    [InlineData(7, 1, 11)]
    [InlineData(32, 5, 17)]
    public void Layout_layers_are_each_others_inverse_and_transpose(int channels, int height, int width)
    {
        var shape = new FeatureMapShape(channels, height, width);
        const int RowCount = 3;
        float[] first = Noise.Normal(new Rng(1), RowCount * shape.Size);
        float[] last = Maps.ChannelsLast(first, shape);
        var result = new float[first.Length];
        Layer toLast = new ToChannelsLast(shape);
        Layer toFirst = new ToChannelsFirst(shape);

        toLast.Forward(first, result, RowCount, LayerMode.Train);
        Assert.Equal(last, result);
        toFirst.Forward(last, result, RowCount, LayerMode.Train);
        Assert.Equal(first, result);
        toLast.Backward(first, last, last, result, RowCount);
        Assert.Equal(first, result);
        toFirst.Backward(last, first, first, result, RowCount);
        Assert.Equal(last, result);
        toLast.Backward(first, last, last, [], RowCount);
        toFirst.Backward(last, first, first, [], RowCount);
        if (shape.IsSameInAnyLayout) Assert.Equal(first, last);
    }

    [Theory]
    [InlineData(1, 40, 136, 39, 130)]
    [InlineData(3, 4, 5, 4, 2)]
    [InlineData(3, 4, 5, 1, 5)]
    [InlineData(5, 1, 9, 1, 7)]
    public void A_crop_keeps_the_beginning_and_has_no_gradient_outside(int channels, int height, int width, int keptHeight, int keptWidth)
    {
        var shape = new FeatureMapShape(channels, height, width);
        var crop = new Crop2d(shape, keptHeight, keptWidth);
        const int RowCount = 2;
        float[] input = Noise.Normal(new Rng(1), RowCount * crop.InputSize);
        var output = new float[RowCount * crop.OutputSize];
        var inputGradient = new float[input.Length];
        Array.Fill(inputGradient, float.NaN);

        crop.Forward(input, output, RowCount, LayerMode.Train);
        crop.Backward(input, output, output, inputGradient, RowCount);
        crop.Backward(input, output, output, [], RowCount);

        Assert.Equal(new FeatureMapShape(channels, keptHeight, keptWidth), crop.OutputShape);
        for (int i = 0; i < input.Length; i++)
        {
            (int row, int y, int x, int channel) = (i / shape.Size, i / (width * channels) % height, i / channels % width, i % channels);
            bool kept = y < keptHeight && x < keptWidth;
            Assert.Equal(kept ? input[i] : 0, inputGradient[i]);
            if (kept) Assert.Equal(input[i], output[((row * keptHeight + y) * keptWidth + x) * channels + channel]);
        }
    }

    [Theory]
    [InlineData(0, 5, "height must be 1 to 4, got 0")]
    [InlineData(4, 6, "width must be 1 to 5, got 6")]
    public void A_crop_beyond_the_map_is_refused(int height, int width, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new Crop2d(new FeatureMapShape(2, 4, 5), height, width));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
