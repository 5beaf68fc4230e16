using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Sargam.Learning.Decomposition;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// How observations scatter around the mean of each component, weighted by its responsibility for them. Deviations are taken
/// before they are multiplied, so that components far from the origin lose no digits.
/// </summary>
internal static class WeightedScatter
{
    private const int ItemsWorthSharing = 32;
    private const int PartialValuesAtMost = 1 << 22;

    /// <summary>Sum over rows of weight (x - mean)(x - mean)': components x columns x columns, not divided by anything.</summary>
    public static double[] Matrices(ResponsibilityTable table, double[] means, CancellationToken cancellationToken) =>
        Sum(table, means, table.ComponentCount, cancellationToken);

    /// <summary>The same added up over components: columns x columns.</summary>
    public static double[] Matrix(ResponsibilityTable table, double[] means, CancellationToken cancellationToken) =>
        Sum(table, means, groupCount: 1, cancellationToken);

    /// <summary>Sum over rows of weight (x - mean)^2: components x columns, not divided by anything.</summary>
    public static double[] Diagonals(ResponsibilityTable table, double[] means, CancellationToken cancellationToken) =>
        ResponsibilityTable.Merge(FixedChunks.Map(table.ChunkCount, 1, (chunk, _) =>
        {
            MatrixView rows = table.ChunkRows(chunk);
            ReadOnlySpan<double> weights = table.Chunk(chunk);
            var wide = new double[rows.ColumnCount];
            var sums = new double[means.Length];
            for (int i = 0; i < rows.RowCount; i++)
            {
                TensorPrimitives.ConvertTruncating(rows.Row(i), wide.AsSpan());
                for (int c = 0; c < table.ComponentCount; c++)
                {
                    double weight = weights[table.Index(i, c)];
                    if (weight != 0) AddSquares(wide, means.AsSpan(c * wide.Length, wide.Length), weight, sums.AsSpan(c * wide.Length, wide.Length));
                }
            }

            return sums;
        }, cancellationToken));

    /// <summary>One matrix per group of equally many components.</summary>
    private static double[] Sum(ResponsibilityTable table, double[] means, int groupCount, CancellationToken cancellationToken)
    {
        int order = table.Rows.ColumnCount;
        int parts = PartsPerGroup(table, groupCount);
        int components = table.ComponentCount / groupCount;
        double[][] partials = FixedChunks.Map(groupCount * parts, 1, (item, _) =>
        {
            (int group, int part) = Math.DivRem(item, parts);
            var partial = new ScatterPart(table, means);
            for (int c = group * components; c < (group + 1) * components; c++) partial.Add(c, PartStart(part), PartStart(part + 1));
            return partial.Finish();
        }, cancellationToken);
        var scatter = new double[checked(groupCount * order * order)];
        for (int group = 0; group < groupCount; group++)
        {
            double[] total = ResponsibilityTable.Merge(partials.AsSpan(group * parts, parts));
            CrossProduct.Mirror(total, order);
            total.CopyTo(scatter, group * order * order);
        }

        return scatter;

        int PartStart(int part) => (int)((long)table.ChunkCount * part / parts);
    }

    /// <summary>Enough parts to keep threads busy, but not more memory for them than is worth it; from the work only.</summary>
    private static int PartsPerGroup(ResponsibilityTable table, int groupCount)
    {
        long perPart = (long)groupCount * table.Rows.ColumnCount * table.Rows.ColumnCount;
        int wanted = (ItemsWorthSharing + groupCount - 1) / groupCount;
        return (int)Math.Clamp(PartialValuesAtMost / perPart, 1, Math.Min(wanted, table.ChunkCount));
    }

    /// <summary>sums += weight (x - mean)^2.</summary>
    private static void AddSquares(ReadOnlySpan<double> x, ReadOnlySpan<double> mean, double weight, Span<double> sums)
    {
        ref double value = ref MemoryMarshal.GetReference(x);
        ref double centre = ref MemoryMarshal.GetReference(mean);
        ref double sum = ref MemoryMarshal.GetReference(sums);
        int j = 0;
        for (; j <= x.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            Vector<double> deviation = Vector.LoadUnsafe(ref value, (nuint)j) - Vector.LoadUnsafe(ref centre, (nuint)j);
            (Vector.LoadUnsafe(ref sum, (nuint)j) + deviation * deviation * weight).StoreUnsafe(ref sum, (nuint)j);
        }

        for (; j < x.Length; j++) sums[j] += (x[j] - mean[j]) * (x[j] - mean[j]) * weight;
    }
}
