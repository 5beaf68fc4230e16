namespace Sargam.Learning.GaussianMixture;

/// <summary>Which shapes the components of a <see cref="GaussianMixture"/> may take (scikit-learn: <c>covariance_type</c>).</summary>
public enum CovarianceType
{
    /// <summary>Every component has its own covariance matrix: any ellipsoid. Covariances are k x d x d.</summary>
    Full,

    /// <summary>All components share one covariance matrix. Covariances are d x d.</summary>
    Tied,

    /// <summary>Every component has a variance per column: ellipsoids along the axes (scikit-learn: <c>diag</c>). Covariances are k x d.</summary>
    Diagonal,

    /// <summary>Every component has one variance for all columns: a ball. Covariances are k.</summary>
    Spherical,
}
