namespace Sargam.Learning.Decomposition;

/// <summary>How <see cref="Pca"/> finds components.</summary>
public enum PcaSolver
{
    /// <summary>All eigenvectors of the covariance, in 64 bits (scikit-learn: <c>svd_solver='full'</c>).</summary>
    Exact,

    /// <summary>
    /// The few that are asked for, from random directions that are multiplied by the covariance several times (Halko, Martinsson
    /// and Tropp, 2011; scikit-learn: <c>svd_solver='randomized'</c>). Pays where rows and columns both number thousands and
    /// components are few. Components whose variances hardly differ are found as a group, each for itself roughly.
    /// </summary>
    Randomized,
}
