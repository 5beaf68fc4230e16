namespace Sargam.Numerics.Kernels;

/// <summary>
/// The three passes of a convolution and of its transposed one, on maps stored with the channels last, with weights in PyTorch's
/// layout. No matrix of windows is written: tiles of the product read the maps where they are. Threads share out the maps.
/// </summary>
/// <remarks>
/// The bits of a map do not depend on the maps around it nor on the number of threads, those of a gradient on the number of maps
/// only; machines with other vector widths differ in rounding. Calls allocate nothing once warm. An instance serves one caller at a time.
/// </remarks>
public sealed class Convolution
{
    /// <summary>Fewer image channels than this leave most of a tile empty.</summary>
    private const int FewChannels = 12;

    private readonly ConvolutionShape _shape;
    private readonly CorrelationJob _toGrid;
    private readonly CorrelationJob _toImage;
    private readonly ConvolutionGradientJob _gradient;

    /// <summary>Prepares for maps of one shape.</summary>
    /// <exception cref="ArgumentException">The shape has a length below 1 or a negative padding, or no array could hold its maps.</exception>
    public Convolution(ConvolutionShape shape)
        : this(shape, MatMul.Tier)
    {
    }

    /// <summary>Sums gradients up with a given instruction set; tests compare them all.</summary>
    internal Convolution(ConvolutionShape shape, MatMulTier tier)
    {
        shape.ThrowIfInvalid(nameof(shape));
        _shape = shape;
        var readImage = CorrelationPlan.ReadImage(shape);
        _toGrid = new CorrelationJob(readImage);
        _gradient = new ConvolutionGradientJob(shape, readImage, tier);
        _toImage = shape.ImageChannels < FewChannels
            ? new CorrelationJob(CorrelationPlan.ReadGridForFolding(shape), new ConvolutionFold(shape))
            : new CorrelationJob(CorrelationPlan.ReadGrid(shape));
    }

    /// <summary>
    /// Images to grids: what a convolution does to its input (PyTorch: <c>conv2d</c>), and a transposed one to the gradient of its output.
    /// </summary>
    /// <param name="images">Images one after the other: (height, width, channels).</param>
    /// <param name="weight">(grid channels, image channels, kernel height, kernel width).</param>
    /// <param name="bias">One value a grid channel, or empty.</param>
    /// <param name="grids">Written; may not overlap the others.</param>
    /// <param name="count">Images.</param>
    /// <exception cref="ArgumentException">A span is too short, or the bias has another length.</exception>
    public unsafe void ToGrid(
        ReadOnlySpan<float> images, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> grids, int count)
    {
        Check(images, grids, weight, count);
        CheckSums(bias, _shape.GridChannels, nameof(bias));
        fixed (float* pointerImages = images, pointerWeight = weight, pointerBias = bias, pointerGrids = grids)
        {
            _toGrid.Run(pointerImages, pointerWeight, pointerBias, pointerGrids, count);
        }
    }

    /// <summary>
    /// Grids to images, every window added where it lies: what a transposed convolution does to its input (PyTorch:
    /// <c>conv_transpose2d</c>), and a convolution to the gradient of its output.
    /// </summary>
    /// <param name="grids">Grids one after the other: (height, width, channels).</param>
    /// <param name="weight">(grid channels, image channels, kernel height, kernel width).</param>
    /// <param name="bias">One value an image channel, or empty.</param>
    /// <param name="images">Written; may not overlap the others.</param>
    /// <param name="count">Grids.</param>
    /// <exception cref="ArgumentException">A span is too short, or the bias has another length.</exception>
    public unsafe void ToImage(
        ReadOnlySpan<float> grids, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> images, int count)
    {
        Check(images, grids, weight, count);
        CheckSums(bias, _shape.ImageChannels, nameof(bias));
        fixed (float* pointerImages = images, pointerWeight = weight, pointerBias = bias, pointerGrids = grids)
        {
            _toImage.Run(pointerGrids, pointerWeight, pointerBias, pointerImages, count);
        }
    }

    /// <summary>
    /// The gradient of the weights, given images on one side and grids on the other, one of them a gradient; and on the way the sums
    /// over maps and positions of either side, which are the gradient of the bias.
    /// </summary>
    /// <param name="images">Images one after the other: (height, width, channels).</param>
    /// <param name="grids">Grids one after the other: (height, width, channels).</param>
    /// <param name="weightGradient">Written: (grid channels, image channels, kernel height, kernel width).</param>
    /// <param name="imageSums">Written: one sum an image channel; empty when nobody needs them.</param>
    /// <param name="gridSums">Written: one sum a grid channel; empty when nobody needs them.</param>
    /// <param name="count">Images and grids.</param>
    /// <exception cref="ArgumentException">A span is too short, or sums have another length.</exception>
    public unsafe void Gradient(
        ReadOnlySpan<float> images, ReadOnlySpan<float> grids, Span<float> weightGradient, Span<float> imageSums, Span<float> gridSums, int count)
    {
        Check(images, grids, weightGradient, count);
        CheckSums(imageSums, _shape.ImageChannels, nameof(imageSums));
        CheckSums(gridSums, _shape.GridChannels, nameof(gridSums));
        if (count == 0)
        {
            weightGradient[.._shape.WeightCount].Clear();
            imageSums.Clear();
            gridSums.Clear();
            return;
        }

        fixed (float* pointerImages = images, pointerGrids = grids)
        {
            _gradient.Run(pointerImages, pointerGrids, weightGradient, imageSums, gridSums, count);
        }
    }

    private static void CheckSums(ReadOnlySpan<float> sums, int channels, string name)
    {
        if (sums.Length != 0 && sums.Length != channels) throw new ArgumentException($"{name} must hold {channels} values or none, got {sums.Length}", name);
    }

    private void Check(ReadOnlySpan<float> images, ReadOnlySpan<float> grids, ReadOnlySpan<float> weight, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        CheckLength(images.Length, (long)count * _shape.ImageSize, nameof(images));
        CheckLength(grids.Length, (long)count * _shape.GridSize, nameof(grids));
        CheckLength(weight.Length, _shape.WeightCount, nameof(weight));
    }

    private static void CheckLength(int length, long needed, string name)
    {
        if (length < needed) throw new ArgumentException($"{name} must hold {needed} floats, got {length}", name);
    }
}
