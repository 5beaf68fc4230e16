namespace Sargam.Learning.Text;

/// <summary>Eigenvalues, largest first, and their eigenvectors, one after another.</summary>
internal sealed class LeadingVectors(double[] values, double[] vectors, Convergence convergence)
{
    public double[] Values { get; } = values;

    public double[] Vectors { get; } = vectors;

    public Convergence Convergence { get; } = convergence;
}
