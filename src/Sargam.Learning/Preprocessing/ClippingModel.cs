using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>The limits that <see cref="Clipping"/> learned: immutable.</summary>
public sealed class ClippingModel : ITransform
{
    private readonly double[] _lower;
    private readonly double[] _upper;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="lower">The least value allowed in each column.</param>
    /// <param name="upper">The greatest, none below the least.</param>
    /// <exception cref="ArgumentException">The lengths differ, a limit is not finite or a pair is turned round.</exception>
    public ClippingModel(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        if (lower.Count != upper.Count) throw new ArgumentException($"upper must have {lower.Count} values as lower has, got {upper.Count}", nameof(upper));
        for (int j = 0; j < lower.Count; j++)
        {
            if (double.IsFinite(lower[j]) && double.IsFinite(upper[j]) && lower[j] <= upper[j]) continue;
            throw new ArgumentException($"limits must be finite and in order, column {j} has {lower[j]} and {upper[j]}", nameof(lower));
        }

        (_lower, _upper) = ([.. lower], [.. upper]);
    }

    /// <summary>The least value allowed in each column.</summary>
    public IReadOnlyList<double> Lower => _lower;

    /// <summary>The greatest value allowed in each column.</summary>
    public IReadOnlyList<double> Upper => _upper;

    /// <inheritdoc/>
    public int InputColumnCount => _lower.Length;

    /// <inheritdoc/>
    public int OutputColumnCount => _lower.Length;

    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations)
    {
        Observations.CheckColumns(observations, nameof(ClippingModel), InputColumnCount);
        Observations.Check(observations, nameof(ClippingModel), minimumRowCount: 0);
        Matrix result = observations.ToMatrix();
        for (int i = 0; i < result.RowCount; i++)
        {
            Span<float> row = result.Row(i);
            for (int j = 0; j < row.Length; j++) row[j] = (float)Math.Clamp(row[j], _lower[j], _upper[j]);
        }

        return result;
    }
}
