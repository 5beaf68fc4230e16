namespace Sargam.Learning.Decomposition;

/// <summary>What <see cref="GraphEigenvectors"/> found.</summary>
/// <param name="vectors">Orthonormal columns, row after row.</param>
/// <param name="values">Eigenvalues of the normalised graph, largest first; 1 minus them are those of the Laplacian.</param>
/// <param name="width">Columns.</param>
/// <param name="roundCount">Rounds it took.</param>
/// <param name="finalChange">Largest change of a wanted eigenvalue in the last round.</param>
internal sealed class GraphEigenResult(double[] vectors, double[] values, int width, int roundCount, double finalChange)
{
    public double[] Vectors { get; } = vectors;

    public double[] Values { get; } = values;

    public int Width { get; } = width;

    public int RoundCount { get; } = roundCount;

    public double FinalChange { get; } = finalChange;
}
