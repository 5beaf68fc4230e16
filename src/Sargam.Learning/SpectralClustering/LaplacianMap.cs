using Sargam.Learning.Decomposition;
using Sargam.Numerics;

namespace Sargam.Learning.SpectralClustering;

/// <summary>
/// The eigenvectors of the normalised Laplacian that vary least, each row brought to length 1 (Ng, Jordan and Weiss, 2002). Which
/// basis of equal eigenvalues came out does not matter then: it only turns the map.
/// </summary>
internal sealed class LaplacianMap
{
    private const int LargestDenseOrder = 200;
    private const int MaxRounds = 60;
    private const double Tolerance = 1e-11;

    private LaplacianMap(Matrix embedding, double[] eigenvalues, int roundCount, double finalChange)
    {
        Embedding = embedding;
        Eigenvalues = eigenvalues;
        Convergence = new Convergence(!(finalChange >= Tolerance), roundCount, finalChange);
    }

    public Matrix Embedding { get; }

    /// <summary>Of the Laplacian, ascending.</summary>
    public double[] Eigenvalues { get; }

    public Convergence Convergence { get; }

    /// <summary>Finds as many eigenvectors as columns are wanted.</summary>
    /// <param name="affinity">A graph with more than one row, of fewer parts than columns.</param>
    /// <param name="columns">At most the rows.</param>
    /// <param name="rng">The start.</param>
    /// <param name="cancellationToken">Checked once per round.</param>
    public static LaplacianMap Of(NeighborAffinity affinity, int columns, Rng rng, CancellationToken cancellationToken)
    {
        SymmetricGraph graph = affinity.Graph;
        double[] roots = Array.ConvertAll(graph.Degrees(), Math.Sqrt);
        GraphEigenResult? found = graph.Count <= LargestDenseOrder ? null : Iterate(affinity, roots, columns, rng, cancellationToken);
        found ??= Dense(graph, roots, cancellationToken);
        var embedding = new Matrix(graph.Count, columns);
        for (int i = 0; i < graph.Count; i++)
        {
            ReadOnlySpan<double> row = found.Vectors.AsSpan(i * found.Width, columns);
            double squared = 0;
            foreach (double value in row) squared += value * value;

            // Never 0: a row has a share of the eigenvector of its part of the graph, and those are all among the first.
            for (int c = 0; c < columns; c++) embedding[i, c] = (float)(row[c] / Math.Sqrt(squared));
        }

        double[] eigenvalues = Array.ConvertAll(found.Values[..columns], value => Math.Max(0, 1 - value));
        return new LaplacianMap(embedding, eigenvalues, found.RoundCount, found.FinalChange);
    }

    /// <summary>From random columns, after those that are exact already: one per part of the graph.</summary>
    private static GraphEigenResult? Iterate(NeighborAffinity affinity, double[] roots, int columns, Rng rng, CancellationToken cancellationToken)
    {
        int width = Math.Min(affinity.Graph.Count, columns + Math.Max(6, columns / 2));
        var block = new double[checked(affinity.Graph.Count * width)];
        for (int i = 0; i < affinity.Graph.Count; i++)
        {
            Span<double> row = block.AsSpan(i * width, width);
            for (int c = affinity.ComponentCount; c < width; c++) row[c] = rng.Normal();
            row[affinity.ComponentOf[i]] = roots[i];
        }

        return GraphEigenvectors.Find(affinity.Graph, block, width, columns, MaxRounds, Tolerance, cancellationToken);
    }

    private static GraphEigenResult Dense(SymmetricGraph graph, double[] roots, CancellationToken cancellationToken)
    {
        int order = graph.Count;
        SymmetricEigen.CheckOrder(order);
        var matrix = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int e = graph.Starts[i]; e < graph.Starts[i + 1]; e++)
            {
                matrix[i * order + graph.Columns[e]] = graph.Weights[e] / (roots[i] * roots[graph.Columns[e]]);
            }
        }

        EigenDecomposition eigen = SymmetricEigen.Decompose(matrix, order, cancellationToken);
        var vectors = new double[matrix.Length];
        for (int c = 0; c < order; c++)
        {
            ReadOnlySpan<double> vector = eigen.Vector(c);
            for (int i = 0; i < order; i++) vectors[i * order + c] = vector[i];
        }

        return new GraphEigenResult(vectors, eigen.Values.ToArray(), order, 1, 0);
    }
}
