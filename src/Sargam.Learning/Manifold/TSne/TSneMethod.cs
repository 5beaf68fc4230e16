namespace Sargam.Learning.Manifold.TSne;

/// <summary>How the forces between the points of a map are added up.</summary>
public enum TSneMethod
{
    /// <summary><see cref="Exact"/> up to <see cref="TSne.MaxAutoExactRowCount"/> observations, <see cref="Interpolation"/> above.</summary>
    Auto,

    /// <summary>Every pair, attraction and repulsion alike: time and memory n^2 (scikit-learn: <c>method='exact'</c>).</summary>
    Exact,

    /// <summary>
    /// Attraction between near neighbours only; repulsion from a grid on which all points are smoothed out and convolved once an
    /// iteration (after Linderman et al., 2019: FIt-SNE; in the place of scikit-learn's <c>method='barnes_hut'</c>). Time and
    /// memory grow with n.
    /// </summary>
    Interpolation,
}
