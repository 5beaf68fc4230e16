using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Decomposition;

/// <summary>
/// Eigenvectors of the normalised Laplacian of a graph, I - D^(-1/2) W D^(-1/2), with the smallest eigenvalues: those of the
/// normalised graph with the largest. By subspace iteration with a Chebyshev filter (Zhou, Saad, Tiago and Chelikowsky, 2006):
/// time and memory grow with the edges. Sums run in fixed chunks, so the bits do not depend on the thread count.
/// </summary>
internal sealed class GraphEigenvectors
{
    private const int Degree = 16;
    private const int RowsPerChunk = 1024;

    private readonly SymmetricGraph _graph;
    private readonly double[] _inverseRoots;
    private readonly int _width;

    private GraphEigenvectors(SymmetricGraph graph, int width)
    {
        _graph = graph;
        _width = width;
        _inverseRoots = Array.ConvertAll(graph.Degrees(), degree => degree > 0 ? 1 / Math.Sqrt(degree) : 0);
    }

    /// <summary>Iterates from a start until the largest eigenvalues of the normalised graph settle.</summary>
    /// <param name="graph">At least one row.</param>
    /// <param name="block">Independent columns to start from, row after row; may be overwritten.</param>
    /// <param name="width">Columns of the start, at most the rows of the graph: a few more than wanted make it fast.</param>
    /// <param name="wanted">Eigenvalues that must settle.</param>
    /// <param name="maxRounds">Rounds at most.</param>
    /// <param name="tolerance">Largest change in a round of an eigenvalue that has settled.</param>
    /// <param name="cancellationToken">Checked once per round and chunk.</param>
    /// <returns>Null where the columns do not stay independent.</returns>
    public static GraphEigenResult? Find(
        SymmetricGraph graph, double[] block, int width, int wanted, int maxRounds, double tolerance, CancellationToken cancellationToken) =>
        new GraphEigenvectors(graph, width).Solve(block, wanted, maxRounds, tolerance, cancellationToken);

    private GraphEigenResult? Solve(double[] block, int wanted, int maxRounds, double tolerance, CancellationToken cancellationToken)
    {
        var values = new double[_width];
        double change = double.PositiveInfinity;
        int round = 0;
        for (; round < maxRounds && !(change < tolerance); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double cut = round == 0 ? 0.5 : Math.Clamp(values[^1], 0, 0.999999);
            block = Filter(block, cut, cancellationToken);
            if (!Orthonormalise(block, cancellationToken)) return null;
            double[] previous = values;
            (block, values) = Rotate(block, cancellationToken);
            change = 0;
            for (int k = 0; k < wanted; k++) change = Math.Max(change, Math.Abs(values[k] - previous[k]));
        }

        return new GraphEigenResult(block, values, _width, round, change);
    }

    /// <summary>The Chebyshev polynomial that is small from -1 to the cut and grows above it.</summary>
    private double[] Filter(double[] block, double cut, CancellationToken cancellationToken)
    {
        double centre = (cut - 1) / 2;
        double half = (cut + 1) / 2;
        double[] before = block;
        double[] current = Step(block, block, centre, 1 / half, 0, cancellationToken);
        for (int k = 2; k <= Degree; k++)
        {
            (before, current) = (current, Step(current, before, centre, 2 / half, -1, cancellationToken));
        }

        return current;
    }

    /// <summary>scale (A - centre) x + weight y, where A is the normalised graph.</summary>
    private double[] Step(double[] x, double[] y, double centre, double scale, double weight, CancellationToken cancellationToken)
    {
        var result = new double[x.Length];
        FixedChunks.ForEach(_graph.Count, RowsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                Span<double> row = result.AsSpan(i * _width, _width);
                for (int e = _graph.Starts[i]; e < _graph.Starts[i + 1]; e++)
                {
                    int other = _graph.Columns[e];
                    double value = _graph.Weights[e] * _inverseRoots[i] * _inverseRoots[other];
                    ReadOnlySpan<double> from = x.AsSpan(other * _width, row.Length);
                    for (int k = 0; k < row.Length; k++) row[k] += value * from[k];
                }

                for (int k = 0; k < row.Length; k++) row[k] = scale * (row[k] - centre * x[i * _width + k]) + weight * y[i * _width + k];
            }
        }, cancellationToken);
        return result;
    }

    /// <summary>Gram-Schmidt, twice because once is not exact; false when the columns are not independent.</summary>
    private bool Orthonormalise(double[] block, CancellationToken cancellationToken)
    {
        for (int column = 0; column < _width; column++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                double[] products = Products(block, block, column, cancellationToken);
                if (!(products[column] > 0) || !double.IsFinite(products[column])) return false;
                for (int i = 0; i < _graph.Count; i++)
                {
                    Span<double> row = block.AsSpan(i * _width, _width);
                    for (int k = 0; k < column; k++) row[column] -= products[k] * row[k];
                }
            }

            double length = Math.Sqrt(Products(block, block, column, cancellationToken)[column]);
            if (!(length > 0) || !double.IsFinite(length)) return false;
            for (int i = column; i < block.Length; i += _width) block[i] /= length;
        }

        return true;
    }

    /// <summary>Inner products of one column of y with every column of x.</summary>
    private double[] Products(double[] x, double[] y, int column, CancellationToken cancellationToken)
    {
        double[][] parts = FixedChunks.Map(_graph.Count, RowsPerChunk, (start, end) =>
        {
            var sums = new double[_width];
            for (int i = start * _width; i < end * _width; i += _width)
            {
                for (int k = 0; k < sums.Length; k++) sums[k] += x[i + k] * y[i + column];
            }

            return sums;
        }, cancellationToken);
        double[] total = parts[0];
        foreach (double[] part in parts.AsSpan(1))
        {
            for (int k = 0; k < _width; k++) total[k] += part[k];
        }

        return total;
    }

    /// <summary>Turns the block to its own eigenvectors, largest eigenvalue first.</summary>
    private (double[] Block, double[] Values) Rotate(double[] block, CancellationToken cancellationToken)
    {
        double[] image = Step(block, block, 0, 1, 0, cancellationToken);
        var projected = new double[_width * _width];
        for (int column = 0; column < _width; column++)
        {
            Products(block, image, column, cancellationToken).CopyTo(projected.AsSpan(column * _width));
        }

        EigenDecomposition eigen = SymmetricEigen.Decompose(projected, _width, cancellationToken);
        var rotated = new double[block.Length];
        for (int k = 0; k < _width; k++)
        {
            ReadOnlySpan<double> vector = eigen.Vector(k);
            for (int i = 0; i < block.Length; i += _width)
            {
                double sum = 0;
                for (int j = 0; j < vector.Length; j++) sum += vector[j] * block[i + j];
                rotated[i + k] = sum;
            }
        }

        return (rotated, eigen.Values.ToArray());
    }
}
