using Sargam.Numerics;

namespace Sargam.Learning.Vae.Data;

/// <summary>One view of the observations, such as their sound or their words.</summary>
public sealed class VaeModality
{
    /// <summary>Describes a view.</summary>
    /// <param name="values">One row per observation. Rows that are not present may hold anything finite; zeros are usual.</param>
    /// <param name="shape">
    /// How a row is to be read, outermost first: (channels, length) for a Conv1dArchitecture,
    /// (height, width) or (channels, height, width) for a Conv2dArchitecture. Null is a plain vector.
    /// </param>
    /// <param name="present">False where an observation lacks this view; null when all have it.</param>
    /// <param name="name">How parameters and losses are named: letters, digits and underscores.</param>
    /// <exception cref="ArgumentException">The shape does not multiply to the columns, the mask has another length, or the name is unusable.</exception>
    public VaeModality(MatrixView values, IReadOnlyList<int>? shape = null, IReadOnlyList<bool>? present = null, string name = "features")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            throw new ArgumentException($"name must be letters, digits and underscores, got {name}", nameof(name));
        }

        Shape = shape is null ? [values.ColumnCount] : [.. shape];
        if (Neural.NamedTensor.ElementCount(Shape) != values.ColumnCount && values.ColumnCount > 0)
        {
            throw new ArgumentException($"{name}: shape ({string.Join(", ", Shape)}) does not hold {values.ColumnCount} columns", nameof(shape));
        }

        if (present is not null && present.Count != values.RowCount)
        {
            throw new ArgumentException($"{name}: present must have an entry for each of the {values.RowCount} rows, got {present.Count}", nameof(present));
        }

        (Values, Present, Name) = (values, present is null || present.All(here => here) ? null : [.. present], name);
    }

    /// <summary>One row per observation.</summary>
    public MatrixView Values { get; }

    /// <summary>Lengths of a row read as an array, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Which observations have this view; null when all have.</summary>
    public IReadOnlyList<bool>? Present { get; }

    /// <summary>The name in parameters and losses.</summary>
    public string Name { get; }

    internal bool IsPresent(int row) => Present is null || Present[row];
}
