using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// Gradient and divergence of a map from near neighbours and the grid. Each point's sums belong to one chunk and run in a fixed
/// order, so the bits do not depend on the thread count.
/// </summary>
internal sealed class GridForces : IMapForces
{
    private const int PointsPerChunk = 512;

    private readonly NeighborProbabilities _probabilities;
    private readonly PotentialGrid _grid = new();
    private readonly float[] _slopesX;
    private readonly float[] _slopesY;
    private readonly double _negativeEntropy;
    private readonly double _total;
    private readonly int _longestRow;

    public GridForces(NeighborProbabilities probabilities)
    {
        _probabilities = probabilities;
        X = new float[Count];
        Y = new float[Count];
        GradientX = new float[Count];
        GradientY = new float[Count];
        _slopesX = new float[Count];
        _slopesY = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            _longestRow = Math.Max(_longestRow, probabilities.Starts[i + 1] - probabilities.Starts[i]);
        }

        _negativeEntropy = FixedChunks.Sum(probabilities.Values.Length, 1 << 16, (start, end) => SumEntropy(probabilities.Values.AsSpan(start, end - start)));
        _total = FixedChunks.Sum(probabilities.Values.Length, 1 << 16, (start, end) => SumOf(probabilities.Values.AsSpan(start, end - start)));
    }

    public int Count => _probabilities.Count;

    public float[] X { get; }

    public float[] Y { get; }

    public float[] GradientX { get; }

    public float[] GradientY { get; }

    /// <summary>The potential of the points where they were when the gradient or the divergence was last computed.</summary>
    public PotentialGrid Grid => _grid;

    public void ComputeGradient(float exaggeration, CancellationToken cancellationToken)
    {
        float repulsion = (float)(0.5 / SumWeights(cancellationToken));
        FixedChunks.ForEach(Count, PointsPerChunk, (start, end) =>
        {
            var differences = new RowDifferences(this);
            for (int i = start; i < end; i++)
            {
                (float pullX, float pullY) = Attraction(i, differences);

                // The potential falls where the points push to: its slope is -2 times their push.
                GradientX[i] = 4 * (exaggeration * pullX + repulsion * _slopesX[i]);
                GradientY[i] = 4 * (exaggeration * pullY + repulsion * _slopesY[i]);
            }
        }, cancellationToken);
    }

    /// <summary>Over the pairs of neighbours (scikit-learn: <c>kl_divergence_</c> of the Barnes-Hut method).</summary>
    public double Divergence(CancellationToken cancellationToken)
    {
        double weight = SumWeights(cancellationToken);
        double cross = FixedChunks.Sum(Count, PointsPerChunk, (start, end) =>
        {
            var differences = new RowDifferences(this);
            double sum = 0;
            for (int i = start; i < end; i++)
            {
                differences.Load(i);
                Span<float> squared = differences.X;
                TensorPrimitives.Multiply(squared, squared, squared);
                TensorPrimitives.MultiplyAdd(differences.Y, differences.Y, squared, squared);
                TensorPrimitives.Add(squared, 1f, squared);
                TensorPrimitives.Log<float>(squared, squared);
                sum += TensorPrimitives.Dot(squared, ValuesOf(i));
            }

            return sum;
        }, cancellationToken);
        return Math.Max(0, _negativeEntropy + cross + _total * Math.Log(weight));
    }

    /// <summary>Sums 1 / (1 + d^2) over all pairs, and leaves the slopes of the potential at each point.</summary>
    private double SumWeights(CancellationToken cancellationToken)
    {
        _grid.Update(X, Y, cancellationToken);
        double sum = FixedChunks.Sum(Count, 2 * PointsPerChunk, (start, end) =>
        {
            double part = 0;
            for (int i = start; i < end; i++)
            {
                (float value, _slopesX[i], _slopesY[i]) = _grid.At(X[i], Y[i]);
                part += value;
            }

            return part;
        }, cancellationToken);

        // Each point is in its own potential with a weight of 1, give or take what interpolation errs by.
        return Math.Max(sum - Count, PotentialGrid.LeastMeanWeight * Count);
    }

    private (float X, float Y) Attraction(int point, RowDifferences differences)
    {
        differences.Load(point);
        ReadOnlySpan<float> values = ValuesOf(point);
        Span<float> dx = differences.X;
        Span<float> dy = differences.Y;
        ref float p = ref MemoryMarshal.GetReference(values);
        ref float xs = ref MemoryMarshal.GetReference(dx);
        ref float ys = ref MemoryMarshal.GetReference(dy);
        Vector<float> sumX = default, sumY = default;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var x = Vector.LoadUnsafe(ref xs, (nuint)i);
            var y = Vector.LoadUnsafe(ref ys, (nuint)i);
            Vector<float> force = Vector.LoadUnsafe(ref p, (nuint)i)
                / Vector.MultiplyAddEstimate(x, x, Vector.MultiplyAddEstimate(y, y, Vector<float>.One));
            sumX = Vector.MultiplyAddEstimate(force, x, sumX);
            sumY = Vector.MultiplyAddEstimate(force, y, sumY);
        }

        float restX = 0, restY = 0;
        for (; i < values.Length; i++)
        {
            float force = values[i] / (1 + dx[i] * dx[i] + dy[i] * dy[i]);
            restX += force * dx[i];
            restY += force * dy[i];
        }

        return (Vector.Sum(sumX) + restX, Vector.Sum(sumY) + restY);
    }

    private ReadOnlySpan<float> ValuesOf(int point) =>
        _probabilities.Values.AsSpan(_probabilities.Starts[point], _probabilities.Starts[point + 1] - _probabilities.Starts[point]);

    private static double SumEntropy(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float p in values) sum += p > 0 ? p * Math.Log(p) : 0;
        return sum;
    }

    private static double SumOf(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float p in values) sum += p;
        return sum;
    }

    /// <summary>A point's differences from its neighbours brought together, so that arithmetic is on whole vectors.</summary>
    private sealed class RowDifferences(GridForces forces)
    {
        private readonly float[] _x = new float[forces._longestRow];
        private readonly float[] _y = new float[forces._longestRow];
        private int _length;

        public Span<float> X => _x.AsSpan(0, _length);

        public Span<float> Y => _y.AsSpan(0, _length);

        public void Load(int point)
        {
            int first = forces._probabilities.Starts[point];
            ReadOnlySpan<int> columns = forces._probabilities.Columns.AsSpan(first, forces._probabilities.Starts[point + 1] - first);
            _length = columns.Length;
            Span<float> dx = X;
            Span<float> dy = Y;
            float[] xs = forces.X;
            float[] ys = forces.Y;
            (float x, float y) = (xs[point], ys[point]);
            for (int i = 0; i < columns.Length; i++)
            {
                int other = columns[i];
                dx[i] = x - xs[other];
                dy[i] = y - ys[other];
            }
        }
    }
}
