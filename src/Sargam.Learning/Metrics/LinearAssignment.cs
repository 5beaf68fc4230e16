namespace Sargam.Learning.Metrics;

/// <summary>
/// The best one-to-one matching of rows and columns (SciPy: <c>linear_sum_assignment</c>), by shortest augmenting paths with
/// potentials (Jonker and Volgenant, 1987; Crouse, 2016). Time O(short^2 long), memory that of the matrix.
/// </summary>
public static class LinearAssignment
{
    /// <summary>The matching of least total cost.</summary>
    /// <param name="cost">Row-major, <paramref name="rowCount"/> x <paramref name="columnCount"/>, finite.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="columnCount">Number of columns.</param>
    /// <returns>The column of each row; -1 for the rows left over when there are more rows than columns.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or a value is NaN or infinite.</exception>
    public static int[] Minimize(ReadOnlySpan<double> cost, int rowCount, int columnCount) => Solve(cost, rowCount, columnCount, 1);

    /// <summary>The matching of greatest total gain; otherwise as <see cref="Minimize"/>.</summary>
    /// <param name="gain">Row-major, <paramref name="rowCount"/> x <paramref name="columnCount"/>, finite.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="columnCount">Number of columns.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a value is NaN or infinite.</exception>
    public static int[] Maximize(ReadOnlySpan<double> gain, int rowCount, int columnCount) => Solve(gain, rowCount, columnCount, -1);

    private static int[] Solve(ReadOnlySpan<double> values, int rowCount, int columnCount, int sign)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        if (values.Length != (long)rowCount * columnCount)
        {
            throw new ArgumentException($"the matrix must have {rowCount} x {columnCount} elements, got {values.Length}");
        }

        // The search adds one row at a time, so the short side plays the rows.
        bool transposed = rowCount > columnCount;
        var cost = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) throw new ArgumentException($"the matrix must be finite, element {i} is {values[i]}");
            (int row, int column) = (i / columnCount, i % columnCount);
            cost[transposed ? column * rowCount + row : i] = sign * values[i];
        }

        if (!transposed) return new Search(cost, rowCount, columnCount).Run();
        var columnOf = new int[rowCount];
        Array.Fill(columnOf, -1);
        int[] rowOf = new Search(cost, columnCount, rowCount).Run();
        for (int column = 0; column < columnCount; column++) columnOf[rowOf[column]] = column;
        return columnOf;
    }

    private sealed class Search(double[] cost, int rowCount, int columnCount)
    {
        private readonly double[] _rowPotential = new double[rowCount];
        private readonly double[] _columnPotential = new double[columnCount];
        private readonly double[] _distance = new double[columnCount];
        private readonly int[] _previousRow = new int[columnCount];
        private readonly bool[] _reached = new bool[columnCount];
        private readonly int[] _columnOf = new int[rowCount];
        private readonly int[] _rowOf = new int[columnCount];

        public int[] Run()
        {
            Array.Fill(_columnOf, -1);
            Array.Fill(_rowOf, -1);
            for (int row = 0; row < rowCount; row++) Augment(row, ShortestPath(row));
            return _columnOf;
        }

        /// <summary>Dijkstra over reduced costs from a free row to the nearest free column, which is returned.</summary>
        private int ShortestPath(int start)
        {
            Array.Fill(_distance, double.PositiveInfinity);
            Array.Clear(_reached);
            double length = 0;
            for (int row = start; ;)
            {
                int nearest = Relax(row, length);
                length = _distance[nearest];
                _reached[nearest] = true;
                if (_rowOf[nearest] >= 0)
                {
                    row = _rowOf[nearest];
                    continue;
                }

                UpdatePotentials(start, length);
                return nearest;
            }
        }

        private int Relax(int row, double length)
        {
            ReadOnlySpan<double> costs = cost.AsSpan(row * columnCount, columnCount);
            double offset = length - _rowPotential[row];
            double shortest = double.PositiveInfinity;
            int nearest = -1;
            for (int column = 0; column < costs.Length; column++)
            {
                if (_reached[column]) continue;
                double through = offset + costs[column] - _columnPotential[column];
                if (through < _distance[column]) (_distance[column], _previousRow[column]) = (through, row);
                double distance = _distance[column];
                if (distance < shortest || (distance == shortest && _rowOf[column] < 0)) (shortest, nearest) = (distance, column);
            }

            return nearest;
        }

        private void UpdatePotentials(int start, double length)
        {
            _rowPotential[start] += length;
            for (int column = 0; column < columnCount; column++)
            {
                if (!_reached[column]) continue;
                double slack = length - _distance[column];
                if (_rowOf[column] >= 0) _rowPotential[_rowOf[column]] += slack;
                _columnPotential[column] -= slack;
            }
        }

        private void Augment(int start, int column)
        {
            for (int row = -1; row != start;)
            {
                row = _previousRow[column];
                _rowOf[column] = row;
                (_columnOf[row], column) = (column, _columnOf[row]);
            }
        }
    }
}
