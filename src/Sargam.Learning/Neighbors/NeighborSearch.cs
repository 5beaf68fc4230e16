namespace Sargam.Learning.Neighbors;

/// <summary>How neighbours are looked for.</summary>
public enum NeighborSearch
{
    /// <summary><see cref="Exact"/> up to <see cref="NearestNeighbors.MaxAutoExactRowCount"/> rows, <see cref="Approximate"/> above.</summary>
    Auto,

    /// <summary>Every row against every other: never wrong, time n^2.</summary>
    Exact,

    /// <summary>Only in the cells of a partition that lie nearest; the share of neighbours found is measured and reported.</summary>
    Approximate,
}
