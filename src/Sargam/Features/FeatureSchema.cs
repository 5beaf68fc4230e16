namespace Sargam.Features;

/// <summary>
/// A named, versioned layout of numbers per track. Vectors of different schemas, or of different versions of one, are never
/// compared or mixed: changing what a column means requires a new version.
/// </summary>
/// <param name="name">Such as <c>mfcc-stats</c>.</param>
/// <param name="version">Counts changes of meaning, from 1.</param>
/// <param name="shape">One length for a vector, two for a (rows, frames) block.</param>
/// <param name="columns">One name per number, in row-major order.</param>
/// <param name="storesHalf">Whether 16-bit floats suffice on disk.</param>
public sealed class FeatureSchema(string name, int version, IReadOnlyList<int> shape, IReadOnlyList<string> columns, bool storesHalf = false)
{
    /// <summary>Such as <c>mfcc-stats</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Counts changes of meaning, from 1.</summary>
    public int Version { get; } = version;

    /// <summary>One length for a vector, two for a (rows, frames) block.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>One name per number, in row-major order.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>Numbers per track.</summary>
    public int ColumnCount => Columns.Count;

    /// <summary>
    /// Whether 16-bit floats suffice on disk: half the space, 11 significant bits (a decibel value to 0.03), nothing beyond
    /// 65,504, steps of 6e-8 near zero. Meant for sequences; a schema that changes it needs a new version.
    /// </summary>
    public bool StoresHalf { get; } = storesHalf;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}-v{Version}";
}
