using System.Collections;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>Sizes of hidden layers, such as [128, 64]: a list that is compared by value, so that options holding it are too.</summary>
[CollectionBuilder(typeof(LayerSizes), nameof(Create))]
public sealed class LayerSizes : IReadOnlyList<int>, IEquatable<LayerSizes>
{
    private readonly int[] _sizes;

    private LayerSizes(int[] sizes) => _sizes = sizes;

    /// <summary>Number of hidden layers.</summary>
    public int Count => _sizes.Length;

    /// <summary>Units of one hidden layer.</summary>
    public int this[int index] => _sizes[index];

    /// <summary>Copies the sizes.</summary>
    public static LayerSizes Create(ReadOnlySpan<int> sizes) => new(sizes.ToArray());

    /// <inheritdoc/>
    public bool Equals(LayerSizes? other) => other is not null && _sizes.AsSpan().SequenceEqual(other._sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LayerSizes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int size in _sizes) hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>The sizes joined by hyphens: "128-64".</summary>
    public override string ToString() => string.Join('-', _sizes);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_sizes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
