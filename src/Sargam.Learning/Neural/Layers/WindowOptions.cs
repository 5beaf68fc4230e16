using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Neural.Layers;

/// <summary>The windows of a convolution (PyTorch: <c>kernel_size</c>, <c>stride</c>, <c>padding</c>, <c>dilation</c>).</summary>
internal readonly record struct WindowOptions(Extent Kernel, Extent Stride, Extent Padding, Extent Dilation)
{
    /// <summary>One axis; its map lengths are still to be filled in.</summary>
    public ConvolutionAxis Vertical => new(1, 1, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height);

    /// <inheritdoc cref="Vertical"/>
    public ConvolutionAxis Horizontal => new(1, 1, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width);

    /// <summary>The windows of a 1-D layer: they leave the height alone.</summary>
    public static WindowOptions OfWidth(int kernel, int stride, int padding, int dilation) =>
        new(new Extent(1, kernel), new Extent(1, stride), new Extent(0, padding), new Extent(1, dilation));

    public ConvolutionShape Over(FeatureMapShape image, FeatureMapShape grid) => new(
        image.Channels,
        grid.Channels,
        Vertical with { Image = image.Height, Grid = grid.Height },
        Horizontal with { Image = image.Width, Grid = grid.Width });

    /// <exception cref="ArgumentException">Names the setting, what it must be and what it is.</exception>
    public void ThrowIfInvalid()
    {
        ThrowIfBelow(1, Kernel, "kernel");
        ThrowIfBelow(1, Stride, "stride");
        ThrowIfBelow(0, Padding, "padding");
        ThrowIfBelow(1, Dilation, "dilation");
    }

    private static void ThrowIfBelow(int least, Extent value, string name)
    {
        if (Math.Min(value.Height, value.Width) >= least) return;
        throw new ArgumentException($"{name} must be at least {least}, got {value.Height} x {value.Width}");
    }
}
