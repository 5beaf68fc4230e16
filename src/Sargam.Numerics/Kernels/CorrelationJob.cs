using Sargam.Numerics.Parallelism;

namespace Sargam.Numerics.Kernels;

/// <summary>One direction of a convolution over many maps: weights are packed once, then chunks of maps are worked on side by side.</summary>
internal sealed unsafe class CorrelationJob(CorrelationPlan plan, ConvolutionFold? fold = null) : ChunkJob
{
    private const int MaxChunkCount = 16;

    /// <summary>Multiply-adds that are worth another thread's while.</summary>
    private const long WorkPerChunk = 250_000;

    [ThreadStatic]
    private static AlignedBuffer? _padded;

    [ThreadStatic]
    private static AlignedBuffer? _windows;

    private readonly AlignedBuffer _packed = new();
    private readonly int _panelCount = (plan.Destination.Channels + CorrelationTile.Columns - 1) / CorrelationTile.Columns;
    private float* _start;
    private float* _panels;
    private float* _bias;
    private float* _source;
    private float* _destination;
    private int _count;
    private int _groupsPerChunk;

    /// <summary>Computes every float of the destination maps.</summary>
    /// <param name="source">Maps as the plan's source, without padding.</param>
    /// <param name="weight">Weights.</param>
    /// <param name="bias">One value a destination channel, or null.</param>
    /// <param name="destination">Maps as the plan's destination, or what they are folded into.</param>
    /// <param name="count">Maps.</param>
    public void Run(float* source, float* weight, float* bias, float* destination, int count)
    {
        if (count == 0) return;
        _source = source;
        _destination = destination;
        _bias = bias;
        _count = count;
        Pack(weight, fold is null ? bias : null);
        long work = 0;
        foreach (CorrelationPhase phase in plan.Phases) work += (long)phase.PixelCount * phase.Depth * _panelCount * CorrelationTile.Columns * count;
        int groups = (count + plan.GroupSize - 1) / plan.GroupSize;
        int chunks = (int)Math.Clamp(work / WorkPerChunk, 1, Math.Min(groups, MaxChunkCount));
        _groupsPerChunk = (groups + chunks - 1) / chunks;
        WorkerPool.Run(this, (groups + _groupsPerChunk - 1) / _groupsPerChunk);
    }

    public override void Run(int chunk)
    {
        int from = chunk * _groupsPerChunk * plan.GroupSize;
        int to = (int)Math.Min((long)from + _groupsPerChunk * plan.GroupSize, _count);
        for (int map = from; map < to; map += plan.GroupSize) RunGroup(map, Math.Min(plan.GroupSize, to - map));
    }

    /// <summary>Maps with the zeros around them; where they are when there are none.</summary>
    internal static float* Pad(in PaddedMap map, float* maps, int count)
    {
        if (!map.IsPadded) return maps;
        float* padded = (_padded ??= new AlignedBuffer()).Reserve(checked(count * map.PaddedSize));
        for (int i = 0; i < count; i++) map.Pad(maps + (nint)i * map.Size, padded + (nint)i * map.PaddedSize);
        return padded;
    }

    private void RunGroup(int first, int count)
    {
        float* source = Pad(plan.Source, _source + (nint)first * plan.Source.Size, count);
        if (fold is null)
        {
            Correlate(source, _destination + (nint)first * plan.Destination.Size, count);
            return;
        }

        float* windows = (_windows ??= new AlignedBuffer()).Reserve(checked(count * plan.Destination.Size));
        Correlate(source, windows, count);
        for (int i = 0; i < count; i++)
        {
            fold.Fold(windows + (nint)i * plan.Destination.Size, _bias, _destination + (nint)(first + i) * fold.ImageSize);
        }
    }

    private void Correlate(float* source, float* destination, int count)
    {
        float* panel = _panels;
        foreach (CorrelationPhase phase in plan.Phases)
        {
            for (int column = 0; column < plan.Destination.Channels; column += CorrelationTile.Columns)
            {
                int columns = Math.Min(CorrelationTile.Columns, plan.Destination.Channels - column);
                Correlate(phase, source, count * phase.PixelCount, panel, _start + column, destination + column, columns);
                panel += phase.Depth * CorrelationTile.Columns;
            }
        }
    }

    /// <summary>All pixels of a phase, up to 16 channels of them.</summary>
    private static void Correlate(
        CorrelationPhase phase, float* source, int pixelCount, float* panel, float* start, float* destination, int columns)
    {
        fixed (int* pixels = phase.Pixels, places = phase.Places, segments = phase.Segments)
        {
            int whole = columns == CorrelationTile.Columns ? pixelCount - pixelCount % CorrelationTile.Rows : 0;
            for (int i = 0; i < whole; i += CorrelationTile.Rows)
            {
                CorrelationTile.Multiply(
                    source, pixels + i, segments, phase.Segments.Length, phase.SegmentLength, panel, start, destination, places + i);
            }

            for (int i = whole; i < pixelCount; i += CorrelationTile.Rows)
            {
                int rows = Math.Min(CorrelationTile.Rows, pixelCount - i);
                CorrelateEdge(phase, source, pixels + i, rows, segments, panel, start, destination, places + i, columns);
            }
        }
    }

    /// <summary>A partial tile is computed whole beside the destination: pixels that do not exist repeat the last one.</summary>
    private static void CorrelateEdge(
        CorrelationPhase phase, float* source, int* pixels, int rows, int* segments, float* panel, float* start, float* destination,
        int* places, int columns)
    {
        float* tile = stackalloc float[CorrelationTile.Rows * CorrelationTile.Columns];
        int* tilePixels = stackalloc int[CorrelationTile.Rows];
        int* tilePlaces = stackalloc int[CorrelationTile.Rows];
        for (int i = 0; i < CorrelationTile.Rows; i++)
        {
            tilePixels[i] = pixels[Math.Min(i, rows - 1)];
            tilePlaces[i] = i * CorrelationTile.Columns;
        }

        CorrelationTile.Multiply(
            source, tilePixels, segments, phase.Segments.Length, phase.SegmentLength, panel, start, tile, tilePlaces);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) destination[places[i] + j] = tile[i * CorrelationTile.Columns + j];
        }
    }

    /// <summary>Weights in the order in which the tiles read them, after what the tiles start from.</summary>
    private void Pack(float* weight, float* bias)
    {
        int padded = _panelCount * CorrelationTile.Columns;
        int depth = 0;
        foreach (CorrelationPhase phase in plan.Phases) depth = checked(depth + phase.Depth);
        _start = _packed.Reserve(checked(padded * (depth + 1)));
        _panels = _start + padded;
        for (int j = 0; j < padded; j++) _start[j] = bias is not null && j < plan.Destination.Channels ? bias[j] : 0;
        float* panel = _panels;
        fixed (int* columns = plan.WeightColumns)
        {
            foreach (CorrelationPhase phase in plan.Phases)
            {
                for (int column = 0; column < plan.WeightColumns.Length; column += CorrelationTile.Columns)
                {
                    int count = Math.Min(CorrelationTile.Columns, plan.WeightColumns.Length - column);
                    foreach (int tap in phase.Taps) panel = PackTap(weight + tap, columns + column, count, panel);
                }
            }
        }
    }

    private float* PackTap(float* weight, int* columns, int count, float* panel)
    {
        for (int channel = 0; channel < plan.Source.Channels; channel++, weight += plan.WeightStep, panel += CorrelationTile.Columns)
        {
            for (int j = 0; j < count; j++) panel[j] = weight[columns[j]];
            for (int j = count; j < CorrelationTile.Columns; j++) panel[j] = 0;
        }

        return panel;
    }
}
