namespace Sargam.Learning.Neural;

/// <summary>One named array of a network: a window on its store's flat values and flat gradients, or on its buffers.</summary>
internal sealed class Parameter(ParameterStore store, string name, int[] shape, int offset, int length, bool isBuffer)
{
    /// <summary>The PyTorch name, such as <c>encoder.0.weight</c>.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>Whether it is saved but has no gradient, like a running mean.</summary>
    public bool IsBuffer { get; } = isBuffer;

    public Span<float> Values => (IsBuffer ? store.Buffers : store.Values).Slice(offset, length);

    /// <summary>The gradient of the loss that the last backward pass left here; empty for a buffer.</summary>
    public Span<float> Gradient => IsBuffer ? [] : store.Gradients.Slice(offset, length);

    /// <summary>The same window on a store that shares the layout.</summary>
    public Parameter In(ParameterStore other) => new(other, Name, shape, offset, length, IsBuffer);
}
