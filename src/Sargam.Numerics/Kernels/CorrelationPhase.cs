namespace Sargam.Numerics.Kernels;

/// <summary>
/// Destination pixels that read the same taps, as tables of offsets: where each pixel reads and writes, and how far from there the
/// runs of adjacent floats lie that the taps read.
/// </summary>
internal sealed class CorrelationPhase
{
    private CorrelationPhase(CorrelationAxis vertical, CorrelationAxis horizontal, int kernelWidth)
    {
        PixelCount = vertical.Count * horizontal.Count;
        Taps = [.. vertical.Taps.SelectMany(down => horizontal.Taps.Select(across => down.Index * kernelWidth + across.Index))];
    }

    /// <summary>Pixels of one destination map.</summary>
    public int PixelCount { get; }

    /// <summary>The taps of the kernel in the order in which they are read.</summary>
    public int[] Taps { get; }

    /// <summary>Where the pixels of a group of maps read, relative to the padded source.</summary>
    public int[] Pixels { get; private init; } = [];

    /// <summary>Where they write, relative to the destination.</summary>
    public int[] Places { get; private init; } = [];

    /// <summary>Where the runs start, relative to a pixel.</summary>
    public int[] Segments { get; private init; } = [];

    /// <summary>Floats of a run.</summary>
    public int SegmentLength { get; private init; }

    /// <summary>Floats that a pixel reads.</summary>
    public int Depth => Segments.Length * SegmentLength;

    public static CorrelationPhase Create(
        CorrelationAxis vertical, CorrelationAxis horizontal, int kernelWidth, in PaddedMap source, in PaddedMap destination, int groupSize)
    {
        bool adjacent = horizontal.Taps.Zip(horizontal.Taps.Skip(1)).All(pair => pair.Second.Source == pair.First.Source + 1);
        int runLength = adjacent ? horizontal.Taps.Length : 1;
        var segments = new List<int>();
        foreach (CorrelationTap down in vertical.Taps)
        {
            for (int i = 0; i < horizontal.Taps.Length; i += runLength) segments.Add(source.Offset(down.Source, horizontal.Taps[i].Source));
        }

        var phase = new CorrelationPhase(vertical, horizontal, kernelWidth)
        {
            Segments = [.. segments],
            SegmentLength = runLength * source.Channels,
            Pixels = new int[groupSize * vertical.Count * horizontal.Count],
            Places = new int[groupSize * vertical.Count * horizontal.Count],
        };
        phase.FillPixels(vertical, horizontal, source, destination);
        return phase;
    }

    private void FillPixels(CorrelationAxis vertical, CorrelationAxis horizontal, in PaddedMap source, in PaddedMap destination)
    {
        for (int i = 0; i < Pixels.Length; i++)
        {
            int map = i / PixelCount;
            int y = i % PixelCount / horizontal.Count;
            int x = i % horizontal.Count;

            // The taps hold the padding already, so pixels count from the corner of the padded source.
            Pixels[i] = map * source.PaddedSize + (y * vertical.SourceStep * source.PaddedWidth + x * horizontal.SourceStep) * source.Channels;
            Places[i] = map * destination.PaddedSize
                + destination.Offset(vertical.Start + y * vertical.Step, horizontal.Start + x * horizontal.Step);
        }
    }
}
