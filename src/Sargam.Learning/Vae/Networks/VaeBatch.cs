using Sargam.Learning.Vae.Data;

namespace Sargam.Learning.Vae.Networks;

/// <summary>Some observations, gathered for a pass through a network; reused from batch to batch.</summary>
internal sealed class VaeBatch
{
    private readonly VaeShape _shape;
    private readonly float[][] _inputs;
    private readonly float[] _condition;
    private readonly bool[]?[] _present;

    public VaeBatch(VaeShape shape, int capacity)
    {
        _shape = shape;
        _inputs = [.. shape.Branches.Select(branch => new float[checked(capacity * branch.Size)])];
        _condition = new float[checked(capacity * shape.ClassCount)];
        _present = new bool[]?[shape.Branches.Count];
        Capacity = capacity;
    }

    /// <summary>Rows that fit.</summary>
    public int Capacity { get; }

    /// <summary>Rows that are in it.</summary>
    public int RowCount { get; private set; }

    /// <summary>The rows of one modality; those that are missing are zeros.</summary>
    public ReadOnlySpan<float> Input(int branch) => _inputs[branch].AsSpan(0, RowCount * _shape.Branches[branch].Size);

    /// <summary>Shares of the classes, a row each: a single 1 where the class is known. Empty without a condition.</summary>
    public Span<float> Condition => _condition.AsSpan(0, RowCount * _shape.ClassCount);

    /// <summary>Which rows have the modality; null when all have.</summary>
    public bool[]? Present(int branch) => _present[branch];

    /// <summary>Takes in some rows.</summary>
    /// <param name="data">Data of the shape.</param>
    /// <param name="rows">At most <see cref="Capacity"/> row numbers.</param>
    /// <param name="classShares">What stands for an unknown class.</param>
    public void Gather(VaeData data, ReadOnlySpan<int> rows, ReadOnlySpan<float> classShares)
    {
        RowCount = rows.Length;
        for (int branch = 0; branch < _inputs.Length; branch++) Gather(data.Modalities[branch], branch, rows);
        if (data.Condition is not { } condition) return;
        for (int i = 0; i < rows.Length; i++) SetClass(i, condition.Classes[rows[i]], classShares);
    }

    /// <summary>For passes that need no input, only a condition.</summary>
    public void SetRowCount(int rowCount) => RowCount = rowCount;

    /// <summary>Sets the class of one row of the batch.</summary>
    public void SetClass(int row, int label, ReadOnlySpan<float> classShares)
    {
        Span<float> entry = _condition.AsSpan(row * _shape.ClassCount, _shape.ClassCount);
        if (label < 0)
        {
            classShares.CopyTo(entry);
            return;
        }

        entry.Clear();
        entry[label] = 1;
    }

    private void Gather(VaeModality modality, int branch, ReadOnlySpan<int> rows)
    {
        int size = _shape.Branches[branch].Size;
        if (modality.Present is not null) _present[branch] ??= new bool[Capacity];
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> entry = _inputs[branch].AsSpan(i * size, size);
            bool here = modality.IsPresent(rows[i]);
            if (here) modality.Values.Row(rows[i]).CopyTo(entry);
            else entry.Clear();
            if (_present[branch] is { } present) present[i] = here;
        }
    }
}
