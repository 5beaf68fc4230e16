using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Learning.Significance;

/// <summary>
/// Data without clusters that looks like given data otherwise: Gaussian rows with the same mean, the same covariance and the
/// same number. What a pipeline scores on them is what it scores on no structure at all. Immutable and thread-safe: one
/// instance serves any number of draws.
/// </summary>
/// <remarks>
/// With few rows (n at most d) each new row is a random combination of the centred rows, G X / sqrt(n-1), whose covariance is
/// that of the data without ever forming d x d numbers. With many rows it is Z L^T, where L L^T is the covariance
/// (by Cholesky, in double precision).
/// </remarks>
public sealed class GaussianNull
{
    private readonly int _rowCount;
    private readonly double[] _means;
    private readonly float[] _factor;

    /// <summary>Learns mean and covariance.</summary>
    /// <param name="data">At least 2 rows of finite values.</param>
    /// <param name="cancellationToken">Checked between chunks of work.</param>
    /// <exception cref="ArgumentException">Too few rows, or a value is not finite.</exception>
    public GaussianNull(MatrixView data, CancellationToken cancellationToken = default)
    {
        Observations.Check(data, "GaussianNull", minimumRowCount: 2);
        _rowCount = data.RowCount;
        _means = Means(data);
        _factor = CombinesRows ? ScaledCentred(data, _means) : CovarianceRoot.Of(data, _means, cancellationToken);
    }

    private bool CombinesRows => _rowCount <= _means.Length;

    /// <summary>Draws once: <see cref="GaussianNull(MatrixView, CancellationToken)"/> and <see cref="Draw(Rng)"/> in one call.</summary>
    /// <param name="data">At least 2 rows of finite values.</param>
    /// <param name="rng">Source of the draw.</param>
    /// <exception cref="ArgumentException">Too few rows, or a value is not finite.</exception>
    public static Matrix Sample(MatrixView data, Rng rng) => new GaussianNull(data).Draw(rng);

    /// <summary>Draws as many rows as the data had.</summary>
    /// <param name="rng">Source of the draw; use one <see cref="Rng.Split"/> per draw.</param>
    public Matrix Draw(Rng rng) => Draw(rng, _rowCount);

    /// <summary>Draws any number of rows.</summary>
    /// <param name="rng">Source of the draw; use one <see cref="Rng.Split"/> per draw.</param>
    /// <param name="rowCount">Rows to draw, at least 1.</param>
    public Matrix Draw(Rng rng, int rowCount)
    {
        ArgumentNullException.ThrowIfNull(rng);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowCount);
        int columns = _means.Length;
        int depth = CombinesRows ? _rowCount : columns;
        var noise = new float[rowCount * depth];
        rng.Normal(noise);
        var draw = new Matrix(rowCount, columns);
        MatMul.Multiply(
            Operand.AsStored, CombinesRows ? Operand.AsStored : Operand.Transposed, rowCount, columns, depth,
            noise, depth, _factor, columns, draw.Values, columns);
        for (int i = 0; i < rowCount; i++)
        {
            Span<float> row = draw.Row(i);
            for (int j = 0; j < columns; j++) row[j] = (float)(row[j] + _means[j]);
        }

        return draw;
    }

    private static double[] Means(MatrixView data)
    {
        var means = new double[data.ColumnCount];
        for (int i = 0; i < data.RowCount; i++)
        {
            ReadOnlySpan<float> row = data.Row(i);
            for (int j = 0; j < means.Length; j++) means[j] += row[j];
        }

        foreach (ref double mean in means.AsSpan()) mean /= data.RowCount;
        return means;
    }

    private static float[] ScaledCentred(MatrixView data, double[] means)
    {
        double scale = 1 / Math.Sqrt(data.RowCount - 1.0);
        var centred = new float[data.Values.Length];
        for (int i = 0; i < data.RowCount; i++)
        {
            ReadOnlySpan<float> row = data.Row(i);
            for (int j = 0; j < means.Length; j++) centred[i * means.Length + j] = (float)((row[j] - means[j]) * scale);
        }

        return centred;
    }
}
