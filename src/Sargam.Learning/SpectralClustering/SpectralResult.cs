using Sargam.Numerics;

namespace Sargam.Learning.SpectralClustering;

/// <summary>One way or the other to the same things.</summary>
internal sealed class SpectralResult(int[] labels, float[] confidences, Convergence convergence, double[] eigenvalues, Matrix embedding)
{
    public int[] Labels { get; } = labels;

    public float[] Confidences { get; } = confidences;

    public Convergence Convergence { get; } = convergence;

    public double[] Eigenvalues { get; } = eigenvalues;

    public Matrix Embedding { get; } = embedding;
}
