using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Preprocessing;

/// <summary>The quantiles that a <see cref="QuantileTransformer"/> learned: immutable.</summary>
public sealed class QuantileTransformerModel : ITransform
{
    // scipy's norm.ppf(1e-7 - spacing(1)): where scikit-learn holds the tails.
    private const double Tail = 5.1993375827;

    private readonly double[] _quantiles;
    private readonly double[][] _columns;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="quantiles">Row after row, one row per quantile from the least to the greatest, evenly spread in rank; at least two rows.</param>
    /// <param name="columnCount">Columns, at least 1.</param>
    /// <param name="output">The distribution to give.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a column is not finite and ascending.</exception>
    public QuantileTransformerModel(IReadOnlyList<double> quantiles, int columnCount, QuantileOutput output)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columnCount);
        if (!Enum.IsDefined(output)) throw new ArgumentException($"output must be Uniform or Normal, got {output}", nameof(output));
        if (quantiles.Count < 2 * columnCount || quantiles.Count % columnCount != 0)
        {
            throw new ArgumentException($"quantiles must have at least 2 rows of {columnCount} values, got {quantiles.Count} values", nameof(quantiles));
        }

        _quantiles = [.. quantiles];
        Output = output;
        _columns = new double[columnCount][];
        for (int j = 0; j < columnCount; j++) _columns[j] = Column(quantiles, j, columnCount);
    }

    /// <summary>Row after row, one row per quantile (scikit-learn: <c>quantiles_</c>).</summary>
    public IReadOnlyList<double> Quantiles => _quantiles;

    /// <summary>Rows of <see cref="Quantiles"/> (scikit-learn: <c>n_quantiles_</c>).</summary>
    public int QuantileCount => _quantiles.Length / _columns.Length;

    /// <summary>The distribution given.</summary>
    public QuantileOutput Output { get; }

    /// <inheritdoc/>
    public int InputColumnCount => _columns.Length;

    /// <inheritdoc/>
    public int OutputColumnCount => _columns.Length;

    /// <summary>Maps each row; values beyond those of the fit go to the ends of the distribution.</summary>
    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations)
    {
        Observations.CheckColumns(observations, nameof(QuantileTransformerModel), InputColumnCount);
        Observations.Check(observations, nameof(QuantileTransformerModel), minimumRowCount: 0);
        var result = new Matrix(observations.RowCount, OutputColumnCount);
        FixedChunks.ForEach(observations.RowCount, RowChunks.Size(observations.RowCount, InputColumnCount), (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                ReadOnlySpan<float> row = observations.Row(i);
                Span<float> mapped = result.Row(i);
                for (int j = 0; j < row.Length; j++) mapped[j] = (float)Map(row[j], _columns[j]);
            }
        });
        return result;
    }

    private double Map(double value, double[] quantiles)
    {
        double share = Share(value, quantiles);
        return Output == QuantileOutput.Uniform ? share : Math.Clamp(NormalQuantile.Of(share), -Tail, Tail);
    }

    /// <summary>The rank of a value in [0, 1]: the middle of the ranks where a value fills several quantiles.</summary>
    private static double Share(double value, double[] quantiles)
    {
        int last = quantiles.Length - 1;
        if (value <= quantiles[0]) return 0;
        if (value >= quantiles[last]) return 1;

        // The last quantile at most the value, and the first at least it.
        int below = LowerBound(quantiles, value, inclusive: true) - 1;
        int above = LowerBound(quantiles, value, inclusive: false);
        double fromBelow = below + (value - quantiles[below]) / (quantiles[below + 1] - quantiles[below]);
        double fromAbove = quantiles[above] == value ? above : above - (quantiles[above] - value) / (quantiles[above] - quantiles[above - 1]);
        return 0.5 * (fromBelow + fromAbove) / last;
    }

    /// <summary>The first position whose quantile is above the value, or at least it when equal ones are not to be passed.</summary>
    private static int LowerBound(double[] quantiles, double value, bool inclusive)
    {
        int low = 0;
        int high = quantiles.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (quantiles[middle] < value || inclusive && quantiles[middle] == value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static double[] Column(IReadOnlyList<double> quantiles, int column, int columnCount)
    {
        var values = new double[quantiles.Count / columnCount];
        for (int q = 0; q < values.Length; q++)
        {
            values[q] = quantiles[q * columnCount + column];
            if (!double.IsFinite(values[q]) || q > 0 && values[q] < values[q - 1])
            {
                throw new ArgumentException($"quantiles must be finite and ascending, row {q} column {column} is {values[q]}", nameof(quantiles));
            }
        }

        return values;
    }
}
