using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class FeatureMapShapeTests
{
    private static readonly FeatureMapShape Input = new(1, 39, 130);

    [Fact]
    public void Sizes_follow_PyTorch_through_an_encoder_and_back()
    {
        var store = new ParameterStore();
        FeatureMapShape shape = Input;
        foreach (int channels in new[] { 32, 64, 128 }) shape = new Conv2d(store, $"{channels}", shape, channels, 3, 2, 1).OutputShape;
        Assert.Equal(new FeatureMapShape(128, 5, 17), shape);
        foreach (int channels in new[] { 64, 32, 1 }) shape = new ConvTranspose2d(store, $"t{channels}", shape, channels, 3, 2, 1, 1).OutputShape;
        Assert.Equal(new FeatureMapShape(1, 40, 136), shape);
        var sequence = new Conv1d(store, "c", new FeatureMapShape(3, 1, 12), 8, kernel: 3, padding: 1, dilation: 2);
        Assert.Equal(new FeatureMapShape(8, 1, 10), sequence.OutputShape);
    }

    [Fact]
    public void A_setting_that_is_out_of_range_is_named_with_its_value()
    {
        Fails("kernel must be at least 1, got 0 x 3", () => Conv(new Extent(0, 3)));
        Fails("stride must be at least 1, got 1 x 0", () => Conv(3, stride: new Extent(1, 0)));
        Fails("padding must be at least 0, got -1 x 0", () => Conv(3, padding: new Extent(-1, 0)));
        Fails("dilation must be at least 1, got 0 x 0", () => Conv(3, dilation: 0));
        Fails("the kernel's height must be at most the padded map's 41, got 42", () => Conv(new Extent(42, 1), padding: 1));
        Fails("the output padding of the width must be at least 0 and less than stride 2 or dilation 1, got 2", () => Transposed(3, 2, 0, new Extent(1, 2)));
        Fails("the padding of the height must leave something of the output, got 20, which leaves 0", () => Transposed(2, 1, new Extent(20, 0), 0));
        Fails("0 channels", () => new FeatureMapShape(0, 1, 1));
        Fails("fit an array", () => new FeatureMapShape(1 << 15, 1 << 15, 2));
        Fails("fit an array", () => Transposed(3, int.MaxValue, 0, 0));
        Fails("seq: a sequence must have height 1, got 39", () => new Conv1d(new ParameterStore(), "seq", Input, 1, 3));
        Fails("seq: a sequence must have height 1, got 39", () => new ConvTranspose1d(new ParameterStore(), "seq", Input, 1, 3));
    }

    private static void Fails(string message, Func<object> make) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static Conv2d Conv(Extent kernel, Extent? stride = null, Extent padding = default, Extent? dilation = null) =>
        new(new ParameterStore(), "layer", Input, 2, kernel, stride, padding, dilation);

    private static ConvTranspose2d Transposed(Extent kernel, Extent stride, Extent padding, Extent outputPadding) =>
        new(new ParameterStore(), "layer", Input, 2, kernel, stride, padding, outputPadding);
}
