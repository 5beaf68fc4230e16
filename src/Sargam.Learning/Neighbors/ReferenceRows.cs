using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neighbors;

/// <summary>
/// The rows that are searched, as they are and moved to the origin and scaled to size about 1 (in the order in which they are
/// searched), with what is needed to bound the rounding error of 32-bit distances between the latter.
/// </summary>
/// <remarks>
/// A computed |x|^2 + |y|^2 - 2 x.y errs by at most <see cref="ErrorShare"/> (|x|^2 + |y|^2), the rounding of the moved rows
/// included. So instead of distances, lower bounds are computed: the norms are made smaller by that share.
/// </remarks>
internal sealed class ReferenceRows
{
    private const float Longest = 1e30f;

    private readonly Frame _frame;
    private readonly float[] _framed;
    private readonly float[] _lowerNorms;
    private readonly int[]? _order;

    private ReferenceRows(Matrix rows, Frame frame, float[] framed, float[] lowerNorms, int[]? order, float absoluteSlack)
    {
        Rows = rows;
        _frame = frame;
        _framed = framed;
        _lowerNorms = lowerNorms;
        _order = order;
        AbsoluteSlack = absoluteSlack;
    }

    /// <summary>The rows as they were given.</summary>
    public Matrix Rows { get; }

    public int Count => Rows.RowCount;

    public int ColumnCount => Rows.ColumnCount;

    /// <summary>The bound of the error, as a share of the squared norms.</summary>
    public float ErrorShare => ErrorShareOf(ColumnCount);

    /// <summary>Added for squares too small for 32 bits. None where all rows are equal: there nothing is lost.</summary>
    public float AbsoluteSlack { get; }

    /// <summary>The moved rows in searching order.</summary>
    public MatrixView Framed => new(_framed, Count, ColumnCount);

    /// <summary>Squared norms of <see cref="Framed"/>, made smaller by <see cref="ErrorShare"/>.</summary>
    public ReadOnlySpan<float> LowerNorms => _lowerNorms;

    /// <summary>Copies the rows and moves them.</summary>
    public static ReferenceRows Of(MatrixView observations, CancellationToken cancellationToken)
    {
        var statistics = ColumnStatistics.Of(observations, cancellationToken);
        double totalVariance = 0;
        foreach (double variance in statistics.Variance) totalVariance += variance;
        var frame = Frame.Around(statistics.Mean, totalVariance);
        Matrix rows = observations.ToMatrix();
        (float[] framed, float[] lowerNorms) = Move(rows, frame, cancellationToken);
        return new ReferenceRows(rows, frame, framed, lowerNorms, null, totalVariance > 0 ? 1e-37f : 0);
    }

    /// <summary>The same rows, searched in another order.</summary>
    public ReferenceRows Reordered(int[] order)
    {
        float[] norms = Array.ConvertAll(order, position => _lowerNorms[position]);
        return new ReferenceRows(Rows, _frame, Framed.SelectRows(order).Values.ToArray(), norms, order, AbsoluteSlack);
    }

    /// <summary>The number of the row at a place of the searching order.</summary>
    public int IdAt(int position) => _order is null ? position : _order[position];

    /// <summary>Moves other rows in the same way; the norms are made smaller alike.</summary>
    public (float[] Framed, float[] LowerNorms) Move(MatrixView rows, CancellationToken cancellationToken) => Move(rows, _frame, cancellationToken);

    /// <summary>Whether a moved row is short enough for 32-bit squares.</summary>
    public static bool IsUsable(float lowerNorm) => lowerNorm < Longest;

    private static float ErrorShareOf(int columnCount) => Math.Min(0.5f, (columnCount + 16) * 1e-7f);

    private static (float[] Framed, float[] LowerNorms) Move(MatrixView rows, Frame frame, CancellationToken cancellationToken)
    {
        int columns = rows.ColumnCount;
        var framed = new float[checked(rows.RowCount * columns)];
        var norms = new float[rows.RowCount];
        float share = 1 - ErrorShareOf(columns);
        FixedChunks.ForEach(rows.RowCount, RowChunks.Size(rows.RowCount, columns), (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                ReadOnlySpan<float> row = rows.Row(i);
                Span<float> moved = framed.AsSpan(i * columns, columns);
                for (int j = 0; j < columns; j++) moved[j] = frame.ToFrame(row[j], j);
                norms[i] = (float)Distances.Dot(moved, moved) * share;
            }
        }, cancellationToken);
        return (framed, norms);
    }
}
