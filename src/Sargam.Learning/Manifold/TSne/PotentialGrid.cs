using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// The sum over all points of 1 / (1 + d^2), anywhere on a map, in a time that grows with the points and not with the pairs: the
/// points are spread over the nodes of a grid by cubic splines, convolved by transforms, and read by the same splines (the
/// idea of FIt-SNE by Linderman et al., 2019, with the smooth particle mesh of Essmann et al., 1995). All repulsion
/// follows from it: its slope is -2 times the sum of (y - y_j) / (1 + d^2)^2.
/// </summary>
internal sealed class PotentialGrid
{
    /// <summary>The potential that others make at a point, on average, is not known better than this: a few points far apart.</summary>
    public const double LeastMeanWeight = 0.01;

    // Keeps rows of tables, whose lengths are powers of two, from falling into the same places of the cache.
    private const int RowPadding = 16;
    private const int PointsPerPart = 16_384;
    private const int MostParts = 8;

    private GridFrame _frame;
    private HartleyPass _across = new(32);
    private HartleyPass _along = new(32);
    private float[] _upright = [];
    private float[] _turned = [];
    private float[] _kernel = [];
    private float[][] _parts = [];

    /// <summary>Where the nodes are.</summary>
    public GridFrame Frame => _frame;

    private int Stride => _across.Size + RowPadding;

    private int TurnedStride => _along.Size + RowPadding;

    /// <summary>Computes the potential of points; the grid moves when they have grown out of it.</summary>
    public void Update(ReadOnlyMemory<float> x, ReadOnlyMemory<float> y, CancellationToken cancellationToken)
    {
        Fit(x.Span, y.Span);
        int parts = Math.Clamp((x.Length + PointsPerPart - 1) / PointsPerPart, 1, MostParts);
        int perPart = (x.Length + parts - 1) / parts;
        EnsureParts(parts);
        FixedChunks.ForEach(x.Length, perPart, (start, end) => Spread(x.Span[start..end], y.Span[start..end], _parts[start / perPart]), cancellationToken);
        FixedChunks.ForEach(_frame.Rows, 16, (start, end) =>
        {
            for (int row = start; row < end; row++) Collect(row, parts);
        }, cancellationToken);
        Convolve();
    }

    /// <summary>Value and slopes at a place inside the frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float Value, float SlopeX, float SlopeY) At(float x, float y)
    {
        (int column, float across) = Locate(x, _frame.Left, _frame.Columns);
        (int row, float along) = Locate(y, _frame.Bottom, _frame.Rows);
        ref float nodes = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_upright), row * Stride + column);
        Vector128<float> weights = SplineWeights.Values(along);
        Vector128<float> slopes = SplineWeights.Slopes(along);
        Vector128<float> sums = default;
        Vector128<float> steps = default;
        for (int i = 0; i < 4; i++)
        {
            var values = Vector128.LoadUnsafe(ref nodes, (nuint)(i * Stride));
            sums += weights[i] * values;
            steps += slopes[i] * values;
        }

        Vector128<float> columns = SplineWeights.Values(across);
        float scale = (float)(1 / _frame.Spacing);
        return (Vector128.Dot(columns, sums), scale * Vector128.Dot(SplineWeights.Slopes(across), sums), scale * Vector128.Dot(columns, steps));
    }

    /// <summary>The first of the four nodes around a place, and the way from the second to the third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, float Share) Locate(float position, double origin, int nodes)
    {
        float place = (float)((position - origin) / _frame.Spacing);
        int second = Math.Clamp((int)place, 1, nodes - 3);
        return (second - 1, place - second);
    }

    private void Fit(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        (float left, float right) = Range(x);
        (float bottom, float top) = Range(y);
        var wanted = GridFrame.Around(x.Length, left, right, bottom, top);
        bool wasteful = wanted.Columns < _frame.Columns || wanted.Rows < _frame.Rows || wanted.Spacing < 0.7 * _frame.Spacing;
        if (_kernel.Length > 0 && !wasteful && _frame.Holds(left, right, bottom, top)) return;
        if (_kernel.Length == 0 || wanted.Columns != _frame.Columns || wanted.Rows != _frame.Rows)
        {
            _across = new HartleyPass(2 * wanted.Columns);
            _along = new HartleyPass(2 * wanted.Rows);
            _upright = new float[_along.Size * Stride];
            _turned = new float[_across.Size * TurnedStride];
            _kernel = new float[_upright.Length];
            _parts = [];
        }

        _frame = wanted;
        MakeKernel();
    }

    private static (float Lowest, float Highest) Range(ReadOnlySpan<float> values) =>
        (TensorPrimitives.Min(values), TensorPrimitives.Max(values));

    /// <summary>The factors of the convolution: 1 / (1 + d^2) as splines interpolate it, there and back again.</summary>
    private void MakeKernel()
    {
        double squaredSpacing = _frame.Spacing * _frame.Spacing;
        for (int row = 0; row < _along.Size; row++)
        {
            double dy = Math.Min(row, _along.Size - row);
            for (int column = 0; column < _across.Size; column++)
            {
                double dx = Math.Min(column, _across.Size - column);
                _upright[row * Stride + column] = (float)(1 / (1 + squaredSpacing * (dx * dx + dy * dy)));
            }
        }

        _across.Run(_upright, Stride, _along.Size, _turned, TurnedStride, _across.Size, null);
        _along.Run(_turned, TurnedStride, _across.Size, _kernel, Stride, _along.Size, null);
        var responses = new double[_across.Size];
        for (int column = 0; column < responses.Length; column++) responses[column] = SplineWeights.Response(column, _across.Size);
        for (int row = 0; row < _along.Size; row++)
        {
            double response = SplineWeights.Response(row, _along.Size);
            for (int column = 0; column < _across.Size; column++)
            {
                double both = response * responses[column];
                ref float factor = ref _kernel[row * Stride + column];
                factor = (float)(factor / (both * both * _across.Size * _along.Size));
            }
        }
    }

    private void EnsureParts(int count)
    {
        if (_parts.Length == count) return;
        _parts = new float[count][];
        for (int part = 0; part < count; part++) _parts[part] = new float[_frame.Rows * _frame.Columns];
    }

    private void Spread(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float[] nodes)
    {
        Array.Clear(nodes);
        int stride = _frame.Columns;
        for (int i = 0; i < x.Length; i++)
        {
            (int column, float across) = Locate(x[i], _frame.Left, _frame.Columns);
            (int row, float along) = Locate(y[i], _frame.Bottom, _frame.Rows);
            ref float first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(nodes), row * stride + column);
            Vector128<float> columns = SplineWeights.Values(across);
            Vector128<float> rows = SplineWeights.Values(along);
            for (int j = 0; j < 4; j++)
            {
                var sum = Vector128.LoadUnsafe(ref first, (nuint)(j * stride));
                (sum + rows[j] * columns).StoreUnsafe(ref first, (nuint)(j * stride));
            }
        }
    }

    /// <summary>Adds up what the parts have of one row of nodes, and clears what the last transforms left beyond it.</summary>
    private void Collect(int row, int parts)
    {
        Span<float> target = _upright.AsSpan(row * Stride, Stride);
        target[_frame.Columns..].Clear();
        target = target[.._frame.Columns];
        _parts[0].AsSpan(row * target.Length, target.Length).CopyTo(target);
        for (int part = 1; part < parts; part++)
        {
            TensorPrimitives.Add(target, _parts[part].AsSpan(row * target.Length, target.Length), target);
        }
    }

    /// <summary>The half of the nodes beyond the frame are zeros going in and not looked at coming out, so the ends never meet.</summary>
    private void Convolve()
    {
        for (int column = 0; column < _across.Size; column++) _turned.AsSpan(column * TurnedStride + _frame.Rows, _frame.Rows).Clear();
        _across.Run(_upright, Stride, _frame.Rows, _turned, TurnedStride, _across.Size, null);
        _along.Run(_turned, TurnedStride, _across.Size, _upright, Stride, _along.Size, _kernel);
        _across.Run(_upright, Stride, _along.Size, _turned, TurnedStride, _frame.Columns, null);
        _along.Run(_turned, TurnedStride, _frame.Columns, _upright, Stride, _frame.Rows, null);
    }
}
