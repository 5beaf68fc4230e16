using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>(x - centre) / scale, column by column, in 64 bits: what the linear scalers share.</summary>
internal sealed class ColumnScaling
{
    private readonly string _model;

    /// <summary>Checks and copies both lists.</summary>
    /// <exception cref="ArgumentException">The lengths differ, a centre is not finite or a scale is not positive and finite.</exception>
    public ColumnScaling(string model, IReadOnlyList<double> centre, string centreName, IReadOnlyList<double> scale)
    {
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(scale);
        if (centre.Count != scale.Count) throw new ArgumentException($"scale must have {centre.Count} values as {centreName} has, got {scale.Count}", nameof(scale));
        for (int j = 0; j < centre.Count; j++)
        {
            if (!double.IsFinite(centre[j])) throw new ArgumentException($"{centreName} must be finite, column {j} is {centre[j]}", centreName);
            if (!(scale[j] > 0) || !double.IsFinite(scale[j]))
            {
                throw new ArgumentException($"scale must be positive and finite, column {j} is {scale[j]}", nameof(scale));
            }
        }

        _model = model;
        (Centre, Scale) = ([.. centre], [.. scale]);
    }

    public double[] Centre { get; }

    public double[] Scale { get; }

    /// <summary>Scales rows, checking them. Results too large for 32 bits become the largest number there is.</summary>
    public Matrix Transform(MatrixView observations)
    {
        Observations.CheckColumns(observations, _model, Centre.Length);
        Observations.Check(observations, _model, minimumRowCount: 0);
        var result = new Matrix(observations.RowCount, Centre.Length);
        for (int i = 0; i < observations.RowCount; i++)
        {
            ReadOnlySpan<float> row = observations.Row(i);
            Span<float> scaled = result.Row(i);
            for (int j = 0; j < row.Length; j++) scaled[j] = Narrow((row[j] - Centre[j]) / Scale[j]);
        }

        return result;
    }

    /// <summary>Takes scaled rows back.</summary>
    public Matrix InverseTransform(MatrixView scaled)
    {
        Observations.CheckColumns(scaled, _model, Centre.Length);
        Observations.Check(scaled, _model, minimumRowCount: 0);
        var result = new Matrix(scaled.RowCount, Centre.Length);
        for (int i = 0; i < scaled.RowCount; i++)
        {
            ReadOnlySpan<float> row = scaled.Row(i);
            Span<float> original = result.Row(i);
            for (int j = 0; j < row.Length; j++) original[j] = Narrow(row[j] * Scale[j] + Centre[j]);
        }

        return result;
    }

    /// <summary>A finite 32-bit number: a scale fitted on nearly equal rows may carry another row out of range.</summary>
    public static float Narrow(double value) => (float)Math.Clamp(value, -float.MaxValue, float.MaxValue);
}
