using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Agglomerative;

/// <summary>
/// The distance of every pair of leaves once: n (n - 1) / 2 of them, in 64 bits up to 10,000 leaves (400 MB) and in 32 bits
/// above (800 MB at 20,000), where they are scaled by a power of two so that they fit.
/// </summary>
internal sealed class CondensedDistances
{
    private const int LargestWideCount = 10_000;
    private const int RowsPerChunk = 32;

    private readonly int _count;
    private readonly double[]? _wide;
    private readonly float[]? _narrow;
    private readonly double _scale = 1;

    public CondensedDistances(Leaves leaves, CancellationToken cancellationToken)
        : this(leaves, LargestWideCount, cancellationToken)
    {
    }

    /// <summary>Computes all distances, in 32 bits when there are more leaves than <paramref name="largestWideCount"/>.</summary>
    public CondensedDistances(Leaves leaves, int largestWideCount, CancellationToken cancellationToken)
    {
        _count = leaves.Points.RowCount;
        int pairCount = checked((int)((long)_count * (_count - 1) / 2));
        if (_count <= largestWideCount)
        {
            _wide = new double[pairCount];
        }
        else
        {
            _narrow = new float[pairCount];
            _scale = leaves.FrameOfPoints(cancellationToken).Frame.Scale;
        }

        FixedChunks.ForEach(_count, RowsPerChunk, (start, end) => Fill(leaves.Points, start, end), cancellationToken);
    }

    /// <summary>Asks for every distance, of the earlier leaf from the later, on several threads; at most 10,000 leaves.</summary>
    public CondensedDistances(int count, Func<int, int, double> distance, CancellationToken cancellationToken)
    {
        _count = count;
        _wide = new double[checked((int)((long)count * (count - 1) / 2))];
        FixedChunks.ForEach(count, RowsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                int offset = RowOffset(i);
                for (int j = i + 1; j < count; j++) _wide[offset + j] = distance(i, j);
            }
        }, cancellationToken);
    }

    /// <summary>What distances here are multiplied by.</summary>
    public double Scale => _scale;

    /// <summary>The scaled distance at an index.</summary>
    public double this[int index]
    {
        get => _wide is not null ? _wide[index] : _narrow![index];
        set
        {
            if (_wide is not null) _wide[index] = value;
            else _narrow![index] = (float)value;
        }
    }

    /// <summary>Where the distances of a leaf from later leaves are: add the later leaf's number.</summary>
    public int RowOffset(int leaf) => (int)((long)leaf * _count - (long)leaf * (leaf + 1) / 2 - leaf - 1);

    /// <summary>Where the distance of two different leaves is.</summary>
    public int IndexOf(int first, int second) => first < second ? RowOffset(first) + second : RowOffset(second) + first;

    private void Fill(MatrixView points, int start, int end)
    {
        var wide = new double[points.ColumnCount];
        for (int i = start; i < end; i++)
        {
            ReadOnlySpan<float> row = points.Row(i);
            for (int p = 0; p < wide.Length; p++) wide[p] = row[p];
            int offset = RowOffset(i);
            for (int j = i + 1; j < _count; j++) this[offset + j] = Math.Sqrt(WideRows.SquaredDistance(points.Row(j), wide)) * _scale;
        }
    }
}
