using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Numerics;

namespace Sargam.Learning.Metrics;

/// <summary>
/// Squared Euclidean distances from a block of rows to ranges of all rows, without ever holding n x n of them. Differences
/// are squared directly: the product form |a|^2 + |b|^2 - 2ab loses the digits that near neighbours differ in.
/// </summary>
/// <remarks>
/// Values are first divided by a power of two near the largest magnitude. That changes no digit of a result but the scale,
/// and squares neither overflow nor vanish, whatever the unit of the data. Safe to use from several threads.
/// </remarks>
internal sealed class PairwiseDistances
{
    private readonly float[] _values;
    private readonly int _columnCount;

    public PairwiseDistances(MatrixView observations)
    {
        RowCount = observations.RowCount;
        _columnCount = observations.ColumnCount;
        _values = observations.Values.ToArray();
        float largest = 0;
        foreach (float value in _values) largest = Math.Max(largest, Math.Abs(value));
        int exponent = largest == 0 ? 0 : Math.ILogB(largest) + 1;
        Unit = Math.ScaleB(1.0, exponent);
        for (int i = 0; i < _values.Length; i++) _values[i] = MathF.ScaleB(_values[i], -exponent);
    }

    /// <summary>Rows handled at once: two vectors of them, side by side.</summary>
    public static int BlockSize => 2 * Vector<float>.Count;

    public int RowCount { get; }

    /// <summary>Multiply a distance (not yet squared) by this to have the data's unit.</summary>
    public double Unit { get; }

    /// <summary>Blocks that cover all rows; the last one may be partly filled.</summary>
    public int BlockCount => (RowCount + BlockSize - 1) / BlockSize;

    /// <summary>Floats that <see cref="LoadBlock"/> needs.</summary>
    public int BlockLength => _columnCount * BlockSize;

    /// <summary>Puts the rows of a block side by side, [column][row]. Where rows run out, the last one is repeated.</summary>
    public void LoadBlock(int block, Span<float> destination)
    {
        for (int lane = 0; lane < BlockSize; lane++)
        {
            int row = Math.Min(block * BlockSize + lane, RowCount - 1);
            for (int column = 0; column < _columnCount; column++)
            {
                destination[column * BlockSize + lane] = _values[row * _columnCount + column];
            }
        }
    }

    /// <summary>Squared distances of a loaded block to the rows start .. start + count - 1, as [other row][row of the block].</summary>
    public void Squared(ReadOnlySpan<float> block, int start, int count, Span<float> destination)
    {
        int width = Vector<float>.Count;
        ref float lanes = ref MemoryMarshal.GetReference(block);
        ReadOnlySpan<float> others = _values.AsSpan(start * _columnCount, count * _columnCount);
        int other = 0;

        // Two other rows at a time: four independent sums hide the latency of the multiply-add.
        for (; other + 1 < count; other += 2)
        {
            ReadOnlySpan<float> first = others.Slice(other * _columnCount, _columnCount);
            ReadOnlySpan<float> second = others.Slice((other + 1) * _columnCount, first.Length);
            Vector<float> sum00 = default, sum01 = default, sum10 = default, sum11 = default;
            nuint lane = 0;
            for (int column = 0; column < first.Length; column++, lane += (nuint)(2 * width))
            {
                Vector<float> left = Vector.LoadUnsafe(ref lanes, lane);
                Vector<float> right = Vector.LoadUnsafe(ref lanes, lane + (nuint)width);
                var a = new Vector<float>(first[column]);
                var b = new Vector<float>(second[column]);
                sum00 = AddSquare(sum00, left - a);
                sum01 = AddSquare(sum01, right - a);
                sum10 = AddSquare(sum10, left - b);
                sum11 = AddSquare(sum11, right - b);
            }

            Span<float> target = destination.Slice(other * 2 * width, 4 * width);
            sum00.CopyTo(target);
            sum01.CopyTo(target[width..]);
            sum10.CopyTo(target[(2 * width)..]);
            sum11.CopyTo(target[(3 * width)..]);
        }

        if (other < count)
        {
            ReadOnlySpan<float> last = others.Slice(other * _columnCount, _columnCount);
            Vector<float> sum0 = default, sum1 = default;
            for (int column = 0; column < last.Length; column++)
            {
                var a = new Vector<float>(last[column]);
                sum0 = AddSquare(sum0, Vector.LoadUnsafe(ref lanes, (nuint)(column * 2 * width)) - a);
                sum1 = AddSquare(sum1, Vector.LoadUnsafe(ref lanes, (nuint)(column * 2 * width + width)) - a);
            }

            sum0.CopyTo(destination[(other * 2 * width)..]);
            sum1.CopyTo(destination[(other * 2 * width + width)..]);
        }
    }

    /// <summary>Copies one row of the block out of what <see cref="Squared"/> wrote.</summary>
    public static void CopyLane(ReadOnlySpan<float> squared, int lane, Span<float> destination)
    {
        int position = lane;
        for (int other = 0; other < destination.Length; other++, position += BlockSize) destination[other] = squared[position];
    }

    private static Vector<float> AddSquare(Vector<float> sum, Vector<float> difference) =>
        Vector.MultiplyAddEstimate(difference, difference, sum);
}
