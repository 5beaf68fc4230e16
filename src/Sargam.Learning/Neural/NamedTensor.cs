namespace Sargam.Learning.Neural;

/// <summary>One trained array under its PyTorch name: what safetensors files hold.</summary>
public sealed class NamedTensor
{
    /// <summary>Names an array.</summary>
    /// <param name="name">As PyTorch's <c>state_dict</c> names it, such as <c>encoder.0.weight</c>.</param>
    /// <param name="shape">Its lengths, each at least 1; a weight is (outputs, inputs).</param>
    /// <param name="values">Its values in C order; not copied.</param>
    /// <exception cref="ArgumentException">The name is empty, a length is not positive, or the lengths do not multiply to the number of values.</exception>
    public NamedTensor(string name, IReadOnlyList<int> shape, ReadOnlyMemory<float> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        Shape = [.. shape];
        if (ElementCount(Shape) != values.Length)
        {
            throw new ArgumentException($"{name}: shape ({string.Join(", ", Shape)}) does not hold {values.Length} values", nameof(values));
        }

        Name = name;
        Values = values;
    }

    /// <summary>The PyTorch name.</summary>
    public string Name { get; }

    /// <summary>The lengths, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The values in C order.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>Elements of a shape, or -1 when a length is not positive or an array could not hold them.</summary>
    internal static int ElementCount(IReadOnlyList<int> shape)
    {
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 1 || count * length > Array.MaxLength) return -1;
            count *= length;
        }

        return (int)count;
    }
}
