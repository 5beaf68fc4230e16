namespace Sargam.Numerics.Kernels;

/// <summary>
/// Adds windows up to the image they overlap in (PyTorch: <c>nn.Fold</c>, elsewhere col2im): the way from grid to image when the
/// image has too few channels to fill vectors with.
/// </summary>
internal sealed unsafe class ConvolutionFold(ConvolutionShape shape)
{
    public int ImageSize { get; } = shape.ImageSize;

    /// <summary>Floats from one window to the next.</summary>
    public static int WindowStep(in ConvolutionShape shape) =>
        checked((shape.WindowSize + CorrelationTile.Columns - 1) / CorrelationTile.Columns * CorrelationTile.Columns);

    /// <param name="windows">One window for every position of the grid: (tap, channel).</param>
    /// <param name="bias">What every pixel starts from, or null.</param>
    /// <param name="image">Written, not added to.</param>
    public void Fold(float* windows, float* bias, float* image)
    {
        Start(bias, image);
        (ConvolutionAxis vertical, ConvolutionAxis horizontal) = (shape.Vertical, shape.Horizontal);
        nint windowStep = WindowStep(shape);
        nint pixelStep = (nint)horizontal.Stride * shape.ImageChannels;
        for (int row = 0; row < vertical.Grid; row++, windows += horizontal.Grid * windowStep)
        {
            for (int down = 0; down < vertical.Kernel; down++)
            {
                int y = row * vertical.Stride + down * vertical.Dilation - vertical.Padding;
                if ((uint)y >= (uint)vertical.Image) continue;
                for (int across = 0; across < horizontal.Kernel; across++)
                {
                    int x = across * horizontal.Dilation - horizontal.Padding;
                    int first = x >= 0 ? 0 : (-x + horizontal.Stride - 1) / horizontal.Stride;
                    int last = x >= horizontal.Image ? -1 : Math.Min(horizontal.Grid - 1, (horizontal.Image - 1 - x) / horizontal.Stride);
                    float* from = windows + first * windowStep + (down * horizontal.Kernel + across) * shape.ImageChannels;
                    float* to = image + ((nint)y * horizontal.Image + x) * shape.ImageChannels + first * pixelStep;
                    AddColumn(from, windowStep, to, pixelStep, last - first + 1);
                }
            }
        }
    }

    private void AddColumn(float* from, nint fromStep, float* to, nint toStep, int count)
    {
        if (shape.ImageChannels == 1)
        {
            for (int i = 0; i < count; i++, from += fromStep, to += toStep) *to += *from;
            return;
        }

        for (int i = 0; i < count; i++, from += fromStep, to += toStep)
        {
            for (int channel = 0; channel < shape.ImageChannels; channel++) to[channel] += from[channel];
        }
    }

    private void Start(float* bias, float* image)
    {
        if (bias is null || shape.ImageChannels == 1)
        {
            new Span<float>(image, ImageSize).Fill(bias is null ? 0 : bias[0]);
            return;
        }

        for (int i = 0; i < ImageSize; i += shape.ImageChannels)
        {
            for (int channel = 0; channel < shape.ImageChannels; channel++) image[i + channel] = bias[channel];
        }
    }
}
