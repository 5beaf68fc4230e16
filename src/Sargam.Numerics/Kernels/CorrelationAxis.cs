namespace Sargam.Numerics.Kernels;

/// <summary>Destination positions of an axis that read the same taps: every <c>Step</c>th from <c>Start</c> on.</summary>
internal sealed class CorrelationAxis
{
    public int Start { get; private init; }

    public int Step { get; private init; }

    public int Count { get; private init; }

    /// <summary>By how much the source moves from one position to the next.</summary>
    public int SourceStep { get; private init; }

    /// <summary>By ascending source.</summary>
    public CorrelationTap[] Taps { get; private init; } = [];

    /// <summary>How the positions of the grid read the image: all alike.</summary>
    public static IReadOnlyList<CorrelationAxis> ReadingImage(ConvolutionAxis axis)
    {
        IEnumerable<CorrelationTap> taps = Enumerable.Range(0, axis.Kernel).Select(k => new CorrelationTap(k, k * axis.Dilation - axis.Padding));
        return [new CorrelationAxis { Start = 0, Step = 1, Count = axis.Grid, SourceStep = axis.Stride, Taps = [.. taps] }];
    }

    /// <summary>
    /// How the positions of the image read the grid: of as many kinds as the stride is long, since window i reaches position x with
    /// tap k when x + padding - k dilation = i stride. That makes a transposed convolution several plain ones, each written once.
    /// </summary>
    public static IReadOnlyList<CorrelationAxis> ReadingGrid(ConvolutionAxis axis)
    {
        var kinds = new List<CorrelationAxis>();
        for (int start = 0; start < Math.Min(axis.Stride, axis.Image); start++)
        {
            int reach = start + axis.Padding;
            IEnumerable<CorrelationTap> taps = Enumerable.Range(0, axis.Kernel).Reverse()
                .Where(k => (reach - k * axis.Dilation) % axis.Stride == 0)
                .Select(k => new CorrelationTap(k, (reach - k * axis.Dilation) / axis.Stride));
            int count = (axis.Image - start + axis.Stride - 1) / axis.Stride;
            kinds.Add(new CorrelationAxis { Start = start, Step = axis.Stride, Count = count, SourceStep = 1, Taps = [.. taps] });
        }

        return kinds;
    }

    /// <summary>Zeros that must stand before and after the source for all reads to find something.</summary>
    public static (int Before, int After) Padding(IReadOnlyList<CorrelationAxis> kinds, int sourceExtent)
    {
        int first = 0;
        int last = sourceExtent - 1;
        foreach (CorrelationAxis kind in kinds.Where(kind => kind.Taps.Length > 0))
        {
            first = Math.Min(first, kind.Taps[0].Source);
            last = Math.Max(last, kind.Taps[^1].Source + (kind.Count - 1) * kind.SourceStep);
        }

        return (-first, last - (sourceExtent - 1));
    }
}
