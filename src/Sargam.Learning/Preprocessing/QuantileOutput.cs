namespace Sargam.Learning.Preprocessing;

/// <summary>The distribution that a <see cref="QuantileTransformer"/> gives every column (scikit-learn: <c>output_distribution</c>).</summary>
public enum QuantileOutput
{
    /// <summary>Evenly in [0, 1].</summary>
    Uniform,

    /// <summary>Standard normal, held within +-5.1993375827.</summary>
    Normal,
}
