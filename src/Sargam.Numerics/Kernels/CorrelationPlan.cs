namespace Sargam.Numerics.Kernels;

/// <summary>
/// How one direction of a convolution reads its source: everything that does not depend on weights and maps. Small maps are worked
/// on in groups, so that the tiles at their ends are rarely partial.
/// </summary>
internal sealed class CorrelationPlan
{
    private const int PixelsPerGroup = 192;

    /// <summary>Floats of a group's padded source that leave room in the second-level cache.</summary>
    private const int GroupReach = 65_536;

    public PaddedMap Source { get; private init; }

    public PaddedMap Destination { get; private init; }

    /// <summary>Maps per group.</summary>
    public int GroupSize { get; private init; }

    public CorrelationPhase[] Phases { get; private init; } = [];

    /// <summary>Where the first tap of every destination channel lies in the weights.</summary>
    public int[] WeightColumns { get; private init; } = [];

    /// <summary>Weights from one source channel to the next.</summary>
    public int WeightStep { get; private init; }

    /// <summary>Every position of the grid reads a window of the image.</summary>
    public static CorrelationPlan ReadImage(in ConvolutionShape shape)
    {
        (ConvolutionAxis vertical, ConvolutionAxis horizontal) = (shape.Vertical, shape.Horizontal);
        IReadOnlyList<CorrelationAxis> down = CorrelationAxis.ReadingImage(vertical);
        IReadOnlyList<CorrelationAxis> across = CorrelationAxis.ReadingImage(horizontal);
        PaddedMap source = PaddedMap.Create(
            vertical.Image, horizontal.Image, shape.ImageChannels,
            CorrelationAxis.Padding(down, vertical.Image), CorrelationAxis.Padding(across, horizontal.Image));
        var destination = PaddedMap.WithoutPadding(vertical.Grid, horizontal.Grid, shape.GridChannels);
        return Create(down, across, horizontal.Kernel, source, destination, Spread(shape.GridChannels, shape.WindowSize), shape.TapCount);
    }

    /// <summary>Every position of the image reads the windows that reach it.</summary>
    public static CorrelationPlan ReadGrid(in ConvolutionShape shape)
    {
        (ConvolutionAxis vertical, ConvolutionAxis horizontal) = (shape.Vertical, shape.Horizontal);
        IReadOnlyList<CorrelationAxis> down = CorrelationAxis.ReadingGrid(vertical);
        IReadOnlyList<CorrelationAxis> across = CorrelationAxis.ReadingGrid(horizontal);
        PaddedMap source = PaddedMap.Create(
            vertical.Grid, horizontal.Grid, shape.GridChannels,
            CorrelationAxis.Padding(down, vertical.Grid), CorrelationAxis.Padding(across, horizontal.Grid));
        var destination = PaddedMap.WithoutPadding(vertical.Image, horizontal.Image, shape.ImageChannels);
        return Create(down, across, horizontal.Kernel, source, destination, Spread(shape.ImageChannels, shape.TapCount), shape.WindowSize);
    }

    /// <summary>
    /// Every position of the grid spreads into a whole window, tap by tap with the channels of each together, to be folded later.
    /// Windows are rounded up to whole tiles, which are stored faster.
    /// </summary>
    public static CorrelationPlan ReadGridForFolding(in ConvolutionShape shape)
    {
        var source = PaddedMap.WithoutPadding(shape.Vertical.Grid, shape.Horizontal.Grid, shape.GridChannels);
        var destination = PaddedMap.WithoutPadding(shape.Vertical.Grid, shape.Horizontal.Grid, ConvolutionFold.WindowStep(shape));
        IReadOnlyList<CorrelationAxis> down = CorrelationAxis.ReadingImage(new ConvolutionAxis(source.Height, source.Height, 1));
        IReadOnlyList<CorrelationAxis> across = CorrelationAxis.ReadingImage(new ConvolutionAxis(source.Width, source.Width, 1));
        var columns = new int[shape.WindowSize];
        for (int i = 0; i < columns.Length; i++) columns[i] = i % shape.ImageChannels * shape.TapCount + i / shape.ImageChannels;
        return Create(down, across, 1, source, destination, columns, shape.WindowSize);
    }

    private static CorrelationPlan Create(
        IReadOnlyList<CorrelationAxis> down, IReadOnlyList<CorrelationAxis> across, int kernelWidth,
        PaddedMap source, PaddedMap destination, int[] weightColumns, int weightStep)
    {
        int pixels = down[0].Count * across[0].Count;
        int groupSize = Math.Max(1, Math.Min(PixelsPerGroup / pixels, GroupReach / source.PaddedSize));
        return new CorrelationPlan
        {
            Source = source,
            Destination = destination,
            GroupSize = groupSize,
            WeightColumns = weightColumns,
            WeightStep = weightStep,
            Phases =
            [
                .. down.SelectMany(y => across.Select(x => CorrelationPhase.Create(y, x, kernelWidth, source, destination, groupSize))),
            ],
        };
    }

    private static int[] Spread(int count, int step) => [.. Enumerable.Range(0, count).Select(i => i * step)];
}
