using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Numerics.Kernels;

/// <summary>
/// Sums and what follows from them, accumulated in double in an order that depends on the shape alone: the same bits at any thread
/// count and on every instruction set. NaN and infinity spread as in a plain loop.
/// </summary>
public static class Reductions
{
    /// <summary>Floats per parallel chunk: about 1 MB, some 50 microseconds.</summary>
    private const int ChunkLength = 1 << 18;

    /// <summary>Adds up a span. 0 when empty. The relative error of positive values is below 1e-12 up to 10^8 values.</summary>
    public static double Sum(ReadOnlySpan<float> values)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i));
            sum0 += low;
            sum1 += high;
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i + 8));
            sum2 += low;
            sum3 += high;
        }

        Vector256<double> four = sum0 + sum1 + (sum2 + sum3);
        Vector128<double> two = four.GetLower() + four.GetUpper();
        double sum = two.GetElement(0) + two.GetElement(1);
        for (; i < values.Length; i++) sum += values[i];
        return sum;
    }

    /// <summary>The arithmetic mean; NaN when empty (numpy: <c>mean</c>).</summary>
    public static double Mean(ReadOnlySpan<float> values) => Sum(values) / values.Length;

    /// <summary>The mean of every column; NaN without rows.</summary>
    /// <param name="rows">Observations.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    public static double[] ColumnMeans(MatrixView rows, CancellationToken cancellationToken = default) =>
        AverageOverRows(rows, (sums, row) => AddTo(sums, rows.Row(row)), cancellationToken);

    /// <summary>
    /// The population variance of every column, a second pass over the squared deviations from the means, so a large common offset
    /// costs no accuracy (scikit-learn: <c>StandardScaler.var_</c>). NaN without rows.
    /// </summary>
    /// <param name="rows">Observations.</param>
    /// <param name="means"><see cref="ColumnMeans"/> of the same rows.</param>
    /// <param name="cancellationToken">Checked between chunks of rows.</param>
    /// <exception cref="ArgumentException">The number of means is not the number of columns.</exception>
    public static double[] ColumnVariances(MatrixView rows, ReadOnlySpan<double> means, CancellationToken cancellationToken = default)
    {
        if (means.Length != rows.ColumnCount)
        {
            throw new ArgumentException($"means must have {rows.ColumnCount} values, one a column, got {means.Length}", nameof(means));
        }

        double[] centre = means.ToArray();
        return AverageOverRows(rows, (sums, row) => AddSquaredDeviationsTo(sums, rows.Row(row), centre), cancellationToken);
    }

    /// <summary>
    /// log(sum(exp(values))) without overflow (scipy: <c>logsumexp</c>). Negative infinity when empty or when all values are; NaN if
    /// any value is.
    /// </summary>
    public static double LogSumExp(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return double.NegativeInfinity;
        double largest = TensorPrimitives.Max(values);
        if (!double.IsFinite(largest)) return largest;
        double sum = 0;
        foreach (double value in values) sum += Math.Exp(value - largest);
        return largest + Math.Log(sum);
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{double})"/>
    public static double LogSumExp(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return double.NegativeInfinity;
        double largest = TensorPrimitives.Max(values);
        if (!double.IsFinite(largest)) return largest;
        double sum = 0;
        foreach (float value in values) sum += Math.Exp(value - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>
    /// The index of the smallest value, the first of equals; of the first NaN if there is one (numpy: <c>argmin</c>). Negative zero
    /// counts as less than zero.
    /// </summary>
    /// <exception cref="ArgumentException">The span is empty.</exception>
    public static int ArgMin(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) throw new ArgumentException("values must not be empty", nameof(values));
        return TensorPrimitives.IndexOfMin(values);
    }

    private static double[] AverageOverRows(MatrixView rows, Action<double[], int> addRow, CancellationToken cancellationToken)
    {
        int rowsPerChunk = Math.Max(16, ChunkLength / Math.Max(1, rows.ColumnCount));
        double[][] parts = FixedChunks.Map(rows.RowCount, rowsPerChunk, (start, end) =>
        {
            var part = new double[rows.ColumnCount];
            for (int i = start; i < end; i++) addRow(part, i);
            return part;
        }, cancellationToken);
        var sums = new double[rows.ColumnCount];
        foreach (double[] part in parts)
        {
            for (int j = 0; j < sums.Length; j++) sums[j] += part[j];
        }

        for (int j = 0; j < sums.Length; j++) sums[j] /= rows.RowCount;
        return sums;
    }

    /// <summary>Columns are independent, so vectors change nothing about the order of additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo(double[] sums, ReadOnlySpan<float> row)
    {
        ref double to = ref MemoryMarshal.GetArrayDataReference(sums);
        ref float from = ref MemoryMarshal.GetReference(row);
        int j = 0;
        for (; j <= row.Length - 8; j += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)j));
            (Vector256.LoadUnsafe(ref to, (nuint)j) + low).StoreUnsafe(ref to, (nuint)j);
            (Vector256.LoadUnsafe(ref to, (nuint)j + 4) + high).StoreUnsafe(ref to, (nuint)j + 4);
        }

        for (; j < row.Length; j++) sums[j] += row[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSquaredDeviationsTo(double[] sums, ReadOnlySpan<float> row, double[] means)
    {
        ref double to = ref MemoryMarshal.GetArrayDataReference(sums);
        ref double mean = ref MemoryMarshal.GetArrayDataReference(means);
        ref float from = ref MemoryMarshal.GetReference(row);
        int j = 0;
        for (; j <= row.Length - 8; j += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)j));
            low -= Vector256.LoadUnsafe(ref mean, (nuint)j);
            high -= Vector256.LoadUnsafe(ref mean, (nuint)j + 4);
            (Vector256.LoadUnsafe(ref to, (nuint)j) + low * low).StoreUnsafe(ref to, (nuint)j);
            (Vector256.LoadUnsafe(ref to, (nuint)j + 4) + high * high).StoreUnsafe(ref to, (nuint)j + 4);
        }

        for (; j < row.Length; j++)
        {
            double deviation = row[j] - means[j];
            sums[j] += deviation * deviation;
        }
    }
}
