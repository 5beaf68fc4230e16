namespace Sargam.Numerics.Kernels;

/// <summary>
/// The shapes of a convolution and of the transposed one that undoes its shape: maps of (height, width, channels) on both sides,
/// weights of (grid channels, image channels, kernel height, kernel width), all in C order.
/// </summary>
/// <param name="ImageChannels">Channels of the side where the windows lie.</param>
/// <param name="GridChannels">Channels of the side that has one position a window.</param>
/// <param name="Vertical">Heights.</param>
/// <param name="Horizontal">Widths; the only axis of a 1-D convolution.</param>
public readonly record struct ConvolutionShape(int ImageChannels, int GridChannels, ConvolutionAxis Vertical, ConvolutionAxis Horizontal)
{
    /// <summary>Floats of one image.</summary>
    public int ImageSize => checked(Vertical.Image * Horizontal.Image * ImageChannels);

    /// <summary>Floats of one grid.</summary>
    public int GridSize => checked(Vertical.Grid * Horizontal.Grid * GridChannels);

    /// <summary>Floats of the weights.</summary>
    public int WeightCount => checked(GridChannels * WindowSize);

    /// <summary>Positions of a window.</summary>
    internal int TapCount => checked(Vertical.Kernel * Horizontal.Kernel);

    /// <summary>Floats under a window.</summary>
    internal int WindowSize => checked(TapCount * ImageChannels);

    /// <summary>Multiply-adds of one pass over one image.</summary>
    internal long Work => (long)Vertical.Grid * Horizontal.Grid * WeightCount;

    internal void ThrowIfInvalid(string name)
    {
        if (ImageChannels < 1 || GridChannels < 1)
        {
            throw new ArgumentException($"channels must be at least 1, got {ImageChannels} and {GridChannels}", name);
        }

        Vertical.ThrowIfInvalid(name);
        Horizontal.ThrowIfInvalid(name);
        double weights = (double)GridChannels * ImageChannels * Vertical.Kernel * Horizontal.Kernel;
        if (weights > Array.MaxLength) throw new ArgumentException($"the weights must fit an array, got {weights:n0} of them", name);
    }
}
