using Sargam.Learning.KMeans;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Neighbors;

/// <summary>
/// The reference rows divided by K-Means into cells, of which a query visits those whose centroids are nearest (an inverted
/// file: Jegou, Douze and Schmid, 2011). Within a cell everything is compared, by matrix products.
/// </summary>
internal sealed class CellPartition
{
    private const int RowsPerCell = 200;
    private const int TrainingRowsPerCell = 24;
    private const int MaxCellCount = 4096;
    private const int TrainingIterations = 8;

    private readonly Matrix _centroids;
    private readonly float[] _norms;
    private readonly int[] _starts;
    private readonly int[] _cellOf;

    private CellPartition(Matrix centroids, int[] starts, int[] cellOf, int probeCount)
    {
        _centroids = centroids;
        _norms = new float[centroids.RowCount];
        Distances.SquaredNorms(centroids, _norms);
        _starts = starts;
        _cellOf = cellOf;
        ProbeCount = probeCount;
    }

    public int Count => _centroids.RowCount;

    /// <summary>Cells that a query visits.</summary>
    public int ProbeCount { get; }

    /// <summary>Divides rows into cells and orders them by cell, the lower number first within one.</summary>
    public static (CellPartition Cells, int[] Order) Of(MatrixView framed, ulong seed, CancellationToken cancellationToken)
    {
        int count = Math.Clamp(framed.RowCount / RowsPerCell, 1, MaxCellCount);
        int[] training = new Rng(seed).Permutation(framed.RowCount)[..Math.Min(framed.RowCount, count * TrainingRowsPerCell)];
        Array.Sort(training);
        var kmeans = new KMeans.KMeans(
            new KMeansOptions { ClusterCount = count, RestartCount = 1, MaxIterations = TrainingIterations, Seed = seed });
        KMeansModel model = kmeans.Fit(framed.SelectRows(training), cancellationToken: cancellationToken);
        int[] cellOf = model.Predict(framed);
        cancellationToken.ThrowIfCancellationRequested();
        var starts = new int[count + 1];
        foreach (int cell in cellOf) starts[cell + 1]++;
        for (int cell = 0; cell < count; cell++) starts[cell + 1] += starts[cell];
        int[] next = starts[..count];
        var order = new int[cellOf.Length];
        for (int i = 0; i < order.Length; i++) order[next[cellOf[i]]++] = i;
        return (new CellPartition(model.Centroids.ToMatrix(), starts, cellOf, count), order);
    }

    /// <summary>The same cells, of which a query visits another number.</summary>
    public CellPartition WithProbeCount(int probeCount) => new(_centroids, _starts, _cellOf, probeCount);

    /// <summary>Place of the first row of a cell; with <see cref="Count"/>, the number of rows.</summary>
    public int Start(int cell) => _starts[cell];

    /// <summary>Which cells each of some moved queries visits, queries x cells. Equally near cells at the border are all visited.</summary>
    public bool[] Probed(ReadOnlySpan<float> framed, int queryCount)
    {
        float[] scores = Scores(framed, queryCount);
        var probed = new bool[scores.Length];
        var scratch = new float[Count];
        Span<float> limit = stackalloc float[1];
        for (int q = 0; q < queryCount; q++)
        {
            Span<float> row = scores.AsSpan(q * Count, Count);
            row.CopyTo(scratch);
            OrderStatistics.Select(scratch, [ProbeCount - 1], limit);
            for (int cell = 0; cell < Count; cell++) probed[q * Count + cell] = row[cell] <= limit[0];
        }

        return probed;
    }

    /// <summary>How many cells each of some moved queries would have to visit to meet given rows.</summary>
    /// <param name="framed">The queries.</param>
    /// <param name="queryCount">How many they are.</param>
    /// <param name="rows">Numbers of the rows to meet, as many for each query.</param>
    public int[] VisitsNeeded(ReadOnlySpan<float> framed, int queryCount, int[] rows)
    {
        float[] scores = Scores(framed, queryCount);
        int perQuery = rows.Length / queryCount;
        var needed = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> row = scores.AsSpan(i / perQuery * Count, Count);
            float score = row[_cellOf[rows[i]]];
            foreach (float other in row) needed[i] += other < score ? 1 : 0;
            needed[i]++;
        }

        return needed;
    }

    /// <summary>Squared distances from the centroids but for the query's own norm.</summary>
    private float[] Scores(ReadOnlySpan<float> framed, int queryCount)
    {
        var scores = new float[queryCount * Count];
        int columns = _centroids.ColumnCount;
        MatMul.Multiply(
            Operand.AsStored, Operand.Transposed, queryCount, Count, columns,
            framed[..(queryCount * columns)], columns, _centroids.Values, columns, scores, Count);
        for (int i = 0, cell = 0; i < scores.Length; i++, cell = cell + 1 == Count ? 0 : cell + 1)
        {
            // Infinite or NaN only for queries that are compared with everything anyway.
            float score = _norms[cell] - 2 * scores[i];
            scores[i] = float.IsFinite(score) ? score : float.MaxValue;
        }

        return scores;
    }
}
