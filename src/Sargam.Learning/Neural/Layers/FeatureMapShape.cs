using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Neural.Layers;

/// <summary>The shape of one observation inside a convolutional network, stored as (height, width, channels); a sequence has height 1.</summary>
internal readonly record struct FeatureMapShape
{
    /// <exception cref="ArgumentException">A length is below 1, or no array could hold the map.</exception>
    public FeatureMapShape(int channels, int height, int width)
    {
        if (NamedTensor.ElementCount([channels, height, width]) < 0)
        {
            throw new ArgumentException($"a map must have lengths of at least 1 and fit an array, got {channels} channels, height {height}, width {width}");
        }

        (Channels, Height, Width) = (channels, height, width);
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Floats of the map.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>Whether (channels, height, width) and (height, width, channels) are the same order of floats.</summary>
    public bool IsSameInAnyLayout => Channels == 1 || Height * Width == 1;

    public override string ToString() => $"{Channels} x {Height} x {Width}";

    /// <summary>What a convolution makes of the map.</summary>
    /// <exception cref="ArgumentException">A setting is out of range, or the map is smaller than the kernel; names it.</exception>
    public FeatureMapShape ConvOutput(int channels, in WindowOptions window)
    {
        window.ThrowIfInvalid();
        return new FeatureMapShape(channels, Convolved("height", Height, window.Vertical), Convolved("width", Width, window.Horizontal));
    }

    /// <summary>What a transposed convolution makes of the map.</summary>
    /// <exception cref="ArgumentException">A setting is out of range, or nothing is left of the map; names it.</exception>
    public FeatureMapShape ConvTransposeOutput(int channels, in WindowOptions window, Extent outputPadding)
    {
        window.ThrowIfInvalid();
        return new FeatureMapShape(
            channels,
            Transposed("height", Height, window.Vertical, outputPadding.Height),
            Transposed("width", Width, window.Horizontal, outputPadding.Width));
    }

    private static int Convolved(string axis, int length, ConvolutionAxis window)
    {
        long padded = length + 2L * window.Padding;
        long reach = 1 + (long)window.Dilation * (window.Kernel - 1);
        if (reach > padded) throw new ArgumentException($"the kernel's {axis} must be at most the padded map's {padded}, got {reach}");
        return (int)Math.Min((padded - reach) / window.Stride + 1, int.MaxValue);
    }

    private static int Transposed(string axis, int length, ConvolutionAxis window, int outputPadding)
    {
        if (outputPadding < 0 || outputPadding >= Math.Max(window.Stride, window.Dilation))
        {
            throw new ArgumentException(
                $"the output padding of the {axis} must be at least 0 and less than stride {window.Stride} or dilation {window.Dilation}, got {outputPadding}");
        }

        long output = (length - 1L) * window.Stride - 2L * window.Padding + (long)window.Dilation * (window.Kernel - 1) + outputPadding + 1;
        if (output < 1) throw new ArgumentException($"the padding of the {axis} must leave something of the output, got {window.Padding}, which leaves {output}");
        return (int)Math.Min(output, int.MaxValue);
    }
}
