using Sargam.Learning.Decomposition;
using Sargam.Numerics;

namespace Sargam.Learning.Manifold.Umap;

/// <summary>
/// A first map from the eigenvectors of the graph's normalised Laplacian that vary least (Belkin and Niyogi, 2003). A few
/// digits are enough for a start.
/// </summary>
internal static class SpectralStart
{
    private const int ExtraVectors = 5;
    private const int MaxRounds = 12;
    private const double Tolerance = 1e-7;

    /// <summary>The eigenvectors after the trivial one as columns; null where there are too few rows or no answer.</summary>
    public static Matrix? Of(FuzzyGraph graph, int componentCount, Rng rng, CancellationToken cancellationToken)
    {
        if (graph.Count < componentCount + 2) return null;
        int width = Math.Min(graph.Count, componentCount + 1 + ExtraVectors);
        var block = new double[checked(graph.Count * width)];
        foreach (ref double value in block.AsSpan()) value = rng.Normal();
        GraphEigenResult? found = GraphEigenvectors.Find(graph.Pairs, block, width, componentCount + 1, MaxRounds, Tolerance, cancellationToken);
        if (found is null) return null;
        var start = new Matrix(graph.Count, componentCount);
        for (int i = 0; i < graph.Count; i++)
        {
            for (int c = 0; c < componentCount; c++) start[i, c] = (float)found.Vectors[i * width + c + 1];
        }

        return start;
    }
}
