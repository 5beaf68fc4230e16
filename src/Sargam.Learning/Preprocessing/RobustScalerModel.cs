using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>The medians and ranges that a <see cref="RobustScaler"/> learned: immutable.</summary>
public sealed class RobustScalerModel : ITransform
{
    private readonly ColumnScaling _scaling;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="center">The median of each column.</param>
    /// <param name="scale">The divisor of each column, as many as there are medians, all positive.</param>
    /// <exception cref="ArgumentException">The lengths differ, a median is not finite or a scale is not positive and finite.</exception>
    public RobustScalerModel(IReadOnlyList<double> center, IReadOnlyList<double> scale) =>
        _scaling = new ColumnScaling(nameof(RobustScalerModel), center, nameof(center), scale);

    /// <summary>The median of each column (scikit-learn: <c>center_</c>).</summary>
    public IReadOnlyList<double> Center => _scaling.Centre;

    /// <summary>The distance between the quartiles, or 1 where there is none (scikit-learn: <c>scale_</c>).</summary>
    public IReadOnlyList<double> Scale => _scaling.Scale;

    /// <inheritdoc/>
    public int InputColumnCount => _scaling.Centre.Length;

    /// <inheritdoc/>
    public int OutputColumnCount => InputColumnCount;

    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations) => _scaling.Transform(observations);

    /// <summary>Takes scaled rows back to the original units.</summary>
    /// <exception cref="ArgumentException">The input has another number of columns, or a value is NaN or infinite.</exception>
    public Matrix InverseTransform(MatrixView scaled) => _scaling.InverseTransform(scaled);
}
