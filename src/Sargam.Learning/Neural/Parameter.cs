namespace Sargam.Learning.Neural;

/// <summary>One named array of a network: a window on its store's flat values and flat gradients.</summary>
internal sealed class Parameter(ParameterStore store, string name, int[] shape, int offset, int length)
{
    /// <summary>The PyTorch name, such as <c>encoder.0.weight</c>.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<int> Shape { get; } = shape;

    public Span<float> Values => store.Values.Slice(offset, length);

    /// <summary>The gradient of the loss that the last backward pass left here.</summary>
    public Span<float> Gradient => store.Gradients.Slice(offset, length);

    /// <summary>The same window on a store that shares the layout.</summary>
    public Parameter In(ParameterStore other) => new(other, Name, shape, offset, length);
}
