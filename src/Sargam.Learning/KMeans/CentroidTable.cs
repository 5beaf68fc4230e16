using System.Runtime.Intrinsics;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.KMeans;

/// <summary>
/// Centroids prepared for finding the nearest one. Most points are decided in 32 bits; where the two nearest are closer to a
/// tie than 32-bit rounding could have caused, the point is decided in 64 bits. So the answer is always that of 64-bit
/// distances, lowest number first when equal, whatever vector unit computed it.
/// </summary>
internal sealed class CentroidTable
{
    private const int Points = DistanceLanes.Points;
    private const int PerPanel = DistanceLanes.Centres;
    private const double HalfUlp = 1.0 / (1 << 24);

    private readonly double[] _centroids;
    private readonly int _count;
    private readonly int _columns;
    private readonly Frame _frame;
    private readonly float[] _panels;
    private readonly float _relativeSlack;
    private readonly float _absoluteSlack;

    /// <summary>Prepares centroids, row after row.</summary>
    public CentroidTable(double[] centroids, int columns, Frame frame)
    {
        _centroids = centroids;
        _columns = columns;
        _count = centroids.Length / columns;
        _frame = frame;
        _panels = new float[(_count + PerPanel - 1) / PerPanel * PerPanel * columns];
        double longest = 0;
        for (int c = 0; c < _count; c++) longest = Math.Max(longest, PackCentroid(c));

        // A computed distance D is off by at most about D (columns + 8) u / 2 from summing, and by 2 u (D + |c|) from rounding
        // the coordinates to 32 bits first; both sides of a comparison err, and a little is added for good measure.
        _relativeSlack = (float)(1 + 1.25 * HalfUlp * (columns + 16));
        _absoluteSlack = (float)(5 * HalfUlp * longest + 1e-18);
    }

    /// <summary>Finds the nearest centroid of each row.</summary>
    /// <param name="packed">The rows in this table's frame, as <see cref="PackedObservations.PackChunk"/> lays them out.</param>
    /// <param name="rows">The same rows as they are.</param>
    /// <param name="labels">IN: previous labels. OUT: number of the nearest centroid.</param>
    /// <param name="squaredDistances">OUT: sum of squared distances, to 32-bit accuracy.</param>
    /// <returns>How many labels changed.</returns>
    public int Assign(ReadOnlySpan<float> packed, MatrixView rows, Span<int> labels, out double squaredDistances)
    {
        Span<float> nearest = stackalloc float[Points];
        Span<int> numbers = stackalloc int[Points];
        int changed = 0;
        double sum = 0;
        for (int start = 0; start < rows.RowCount; start += Points)
        {
            uint undecided = NearestOfBlock(packed.Slice(start * _columns, Points * _columns), nearest, numbers);
            int count = Math.Min(Points, rows.RowCount - start);
            for (int lane = 0; lane < count; lane++)
            {
                int i = start + lane;
                int label = (undecided >> lane & 1) == 0 ? numbers[lane] : Nearest(rows.Row(i));
                if (labels[i] != label) changed++;
                labels[i] = label;
                sum += nearest[lane];
            }
        }

        squaredDistances = sum / (_frame.Scale * _frame.Scale);
        return changed;
    }

    /// <summary>The nearest centroid by 64-bit distances.</summary>
    public int Nearest(ReadOnlySpan<float> row)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int c = 0; c < _count; c++)
        {
            double distance = WideRows.SquaredDistance(row, _centroids.AsSpan(c * _columns, _columns));
            if (distance < least) (best, least) = (c, distance);
        }

        return best;
    }

    private double PackCentroid(int c)
    {
        double squaredLength = 0;
        Span<float> panel = _panels.AsSpan(c / PerPanel * PerPanel * _columns, PerPanel * _columns);
        for (int p = 0; p < _columns; p++)
        {
            float value = _frame.ToFrame(_centroids[c * _columns + p], p);
            panel[p * PerPanel + c % PerPanel] = value;
            squaredLength += (double)value * value;
        }

        return Math.Sqrt(squaredLength);
    }

    /// <summary>Returns a bit for each point whose two nearest centroids 32 bits cannot tell apart.</summary>
    private uint NearestOfBlock(ReadOnlySpan<float> block, Span<float> nearest, Span<int> numbers)
    {
        Span<float> squared = stackalloc float[PerPanel * Points];
        var low = HalfBlock.Empty;
        var high = HalfBlock.Empty;
        for (int first = 0; first < _count; first += PerPanel)
        {
            DistanceLanes.SquaredDistances(block, _panels.AsSpan(first * _columns, PerPanel * _columns), squared);
            for (int c = first; c < Math.Min(first + PerPanel, _count); c++)
            {
                ReadOnlySpan<float> distances = squared.Slice((c - first) * Points, Points);
                low.Offer(Vector256.Create(distances), c);
                high.Offer(Vector256.Create(distances[8..]), c);
            }
        }

        low.CopyTo(nearest, numbers);
        high.CopyTo(nearest[8..], numbers[8..]);
        return low.Undecided(_relativeSlack, _absoluteSlack) | high.Undecided(_relativeSlack, _absoluteSlack) << 8;
    }

    /// <summary>The nearest and the second nearest distance of eight points so far.</summary>
    private struct HalfBlock
    {
        private Vector256<float> _nearest;
        private Vector256<float> _second;
        private Vector256<int> _number;

        public static HalfBlock Empty => new()
        {
            _nearest = Vector256.Create(float.PositiveInfinity),
            _second = Vector256.Create(float.PositiveInfinity),
        };

        public void Offer(Vector256<float> distances, int number)
        {
            Vector256<float> closer = Vector256.LessThan(distances, _nearest);
            _second = Vector256.Min(_second, Vector256.Max(_nearest, distances));
            _nearest = Vector256.ConditionalSelect(closer, distances, _nearest);
            _number = Vector256.ConditionalSelect(closer.AsInt32(), Vector256.Create(number), _number);
        }

        public readonly void CopyTo(Span<float> nearest, Span<int> numbers)
        {
            _nearest.CopyTo(nearest);
            _number.CopyTo(numbers);
        }

        // Overflow makes infinities or NaN, for which the comparison fails: those points are undecided too.
        public readonly uint Undecided(float relativeSlack, float absoluteSlack)
        {
            Vector256<float> reach = Vector256.Sqrt(_nearest) * relativeSlack + Vector256.Create(absoluteSlack);
            return ~Vector256.GreaterThan(_second, reach * reach).ExtractMostSignificantBits() & 0xFF;
        }
    }
}
