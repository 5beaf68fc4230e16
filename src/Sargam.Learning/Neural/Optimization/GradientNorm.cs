namespace Sargam.Learning.Neural.Optimization;

/// <summary>How the length of all gradients together is measured (PyTorch: <c>norm_type</c>).</summary>
internal enum GradientNorm
{
    /// <summary>Root of the sum of squares (2).</summary>
    Euclidean,

    /// <summary>Sum of the magnitudes (1).</summary>
    Absolute,

    /// <summary>The largest magnitude (inf).</summary>
    Maximum,
}
