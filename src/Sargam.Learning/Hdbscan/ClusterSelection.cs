namespace Sargam.Learning.Hdbscan;

/// <summary>Which clusters of the hierarchy <see cref="Hdbscan"/> keeps.</summary>
public enum ClusterSelection
{
    /// <summary>Those that last longest over all densities, none inside another: the excess of mass (scikit-learn: <c>eom</c>).</summary>
    Eom,

    /// <summary>Those that never divide: more of them, smaller and more alike in size (scikit-learn: <c>leaf</c>).</summary>
    Leaf,
}
