using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    private const int Panel = CrossProduct.Panel;
    private const int ItemsWorthSharing = 32;
    private const int PartialValuesAtMost = 1 << 22;

    /// <summary>Sum over rows of weight (x - mean)(x - mean)': components x columns x columns, not divided by anything.</summary>
    public static double[] Matrices(ResponsibilityTable table, double[] means, CancellationToken cancellationToken)
    {
        int order = table.Rows.ColumnCount;
        int parts = PartsPerComponent(table);
        double[][] partials = FixedChunks.Map(table.ComponentCount * parts, 1, (item, _) =>
        {
            int c = item / parts;
            (int first, int end) = (PartStart(item % parts), PartStart(item % parts + 1));
            return Partial(table, c, means.AsSpan(c * order, order), first, end);
        }, cancellationToken);
        var scatter = new double[checked(table.ComponentCount * order * order)];
        for (int c = 0; c < table.ComponentCount; c++)
        {
            double[] total = ResponsibilityTable.Merge(partials.AsSpan(c * parts, parts));
            CrossProduct.Mirror(total, order);
            total.CopyTo(scatter, c * order * order);
        }

        return scatter;

        int PartStart(int part) => (int)((long)table.ChunkCount * part / parts);
    }

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

    /// <summary>Enough parts to keep threads busy, but not more memory for them than is worth it; from the work only.</summary>
    private static int PartsPerComponent(ResponsibilityTable table)
    {
        long perPart = (long)table.ComponentCount * table.Rows.ColumnCount * table.Rows.ColumnCount;
        int wanted = (ItemsWorthSharing + table.ComponentCount - 1) / table.ComponentCount;
        return (int)Math.Clamp(PartialValuesAtMost / perPart, 1, Math.Min(wanted, table.ChunkCount));
    }

    /// <summary>The lower triangle over the rows of some chunks, in panels of eight columns by a stretch of rows.</summary>
    private static double[] Partial(ResponsibilityTable table, int component, ReadOnlySpan<double> mean, int firstChunk, int endChunk)
    {
        int order = mean.Length;
        int panelCount = (order + Panel - 1) / Panel;
        var product = new double[order * order];
        var centre = new double[panelCount * Panel];
        mean.CopyTo(centre);
        double[] panels = ArrayPool<double>.Shared.Rent(checked(panelCount * Panel * CrossProduct.Stretch));
        int depth = 0;
        for (int chunk = firstChunk; chunk < endChunk; chunk++)
        {
            MatrixView rows = table.ChunkRows(chunk);
            ReadOnlySpan<double> weights = table.Chunk(chunk);
            for (int i = 0; i < rows.RowCount; i++)
            {
                double weight = weights[table.Index(i, component)];
                if (weight == 0) continue;
                PackRow(rows.Row(i), centre, Math.Sqrt(weight), panels.AsSpan(depth * Panel));
                if (++depth < CrossProduct.Stretch) continue;
                AddProducts(panels, panelCount, depth, product, order);
                depth = 0;
            }
        }

        if (depth > 0) AddProducts(panels, panelCount, depth, product, order);
        ArrayPool<double>.Shared.Return(panels);
        return product;
    }

    private static void AddProducts(double[] panels, int panelCount, int depth, double[] product, int order)
    {
        for (int i = 0; i < panelCount; i++) CrossProduct.AddPanelRow(panels, i, depth, product, order);
    }

    /// <summary>(row - centre) factor, eight values into every panel, the last filled up with zeros.</summary>
    private static void PackRow(ReadOnlySpan<float> row, ReadOnlySpan<double> centre, double factor, Span<double> panels)
    {
        const int Step = CrossProduct.Stretch * Panel;
        int j = 0;
        int at = 0;
        for (; j <= row.Length - Panel; j += Panel, at += Step)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(row[j..]));
            ((low - Vector256.Create(centre[j..])) * factor).CopyTo(panels[at..]);
            ((high - Vector256.Create(centre[(j + 4)..])) * factor).CopyTo(panels[(at + 4)..]);
        }

        if (j == row.Length) return;
        Span<double> last = panels.Slice(at, Panel);
        last.Clear();
        for (int p = j; p < row.Length; p++) last[p - j] = (row[p] - centre[p]) * factor;
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
