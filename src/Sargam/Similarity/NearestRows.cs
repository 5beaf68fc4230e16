using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;

namespace Sargam.Similarity;

/// <summary>Finds the rows nearest to a point by comparing with all: exact, in one pass, in parallel.</summary>
internal static class NearestRows
{
    private const int RowsPerChunk = 8192;

    /// <summary>A row and how far it is.</summary>
    /// <param name="Row">Its number.</param>
    /// <param name="Squared">The squared distance.</param>
    public readonly record struct Found(int Row, double Squared) : IComparable<Found>
    {
        /// <summary>The nearer first, of equally near ones the lower row.</summary>
        public int CompareTo(Found other) => Squared != other.Squared ? Squared.CompareTo(other.Squared) : Row.CompareTo(other.Row);
    }

    /// <summary>The nearest, nearest first.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="point">As many numbers as a row has.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="isLeftOut">Rows that do not count; called from several threads.</param>
    public static Found[] Find(MatrixView rows, ReadOnlyMemory<float> point, int count, Func<int, bool> isLeftOut)
    {
        if (count <= 0) return [];
        Found[][] parts = FixedChunks.Map(rows.RowCount, RowsPerChunk, (start, end) => OfChunk(rows, point.Span, count, isLeftOut, start, end));
        Found[] all = [.. parts.SelectMany(part => part)];
        Array.Sort(all);
        return all.Length <= count ? all : all[..count];
    }

    /// <summary>The squared distances of all rows.</summary>
    public static double[] SquaredDistances(MatrixView rows, ReadOnlyMemory<float> point)
    {
        var distances = new double[rows.RowCount];
        FixedChunks.ForEach(rows.RowCount, RowsPerChunk, (start, end) =>
        {
            for (int row = start; row < end; row++) distances[row] = Distances.SquaredEuclidean(point.Span, rows.Row(row));
        });
        return distances;
    }

    /// <summary>A heap whose root is the farthest of those kept: most rows are dismissed by one comparison.</summary>
    private static Found[] OfChunk(MatrixView rows, ReadOnlySpan<float> point, int count, Func<int, bool> isLeftOut, int start, int end)
    {
        var kept = new PriorityQueue<int, Found>(Comparer<Found>.Create(static (x, y) => y.CompareTo(x)));
        double limit = double.PositiveInfinity;
        for (int row = start; row < end; row++)
        {
            double squared = Distances.SquaredEuclidean(point, rows.Row(row));
            if (!(squared < limit) || isLeftOut(row)) continue; // a later row of equal distance comes after
            var found = new Found(row, squared);
            if (kept.Count < count) kept.Enqueue(row, found);
            else kept.EnqueueDequeue(row, found);
            if (kept.Count == count && kept.TryPeek(out _, out Found farthest)) limit = farthest.Squared;
        }

        return [.. kept.UnorderedItems.Select(item => item.Priority)];
    }
}
