using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Decomposition;

/// <summary>
/// Sums of products of centred values in 64 bits: all pairs of columns (d x d) or all pairs of rows (n x n). Values are packed
/// in panels of eight items over a stretch of depth that stays in cache; threads own rows of the result, so nothing is
/// merged and the order of additions is fixed.
/// </summary>
internal static class CrossProduct
{
    /// <summary>Items per panel.</summary>
    public const int Panel = 8;

    /// <summary>Depth that a panel holds at most.</summary>
    public const int Stretch = 256;

    /// <summary>Xc' Xc: element [i, j] is the sum over rows of the products of centred columns i and j.</summary>
    public static double[] OfColumns(MatrixView observations, double[] mean, CancellationToken cancellationToken) =>
        Compute(observations.ColumnCount, observations.RowCount, (firstPanel, start, count, panels) =>
        {
            for (int r = 0; r < count; r++)
            {
                ReadOnlySpan<float> row = observations.Row(start + r);
                int first = firstPanel * Panel;
                int end = Math.Min(first + panels.Length / (Stretch * Panel) * Panel, row.Length);
                for (int j = first; j < end; j++)
                {
                    panels[((j - first) / Panel * Stretch + r) * Panel + (j - first) % Panel] = row[j] - mean[j];
                }
            }
        }, cancellationToken);

    /// <summary>Xc Xc': element [i, j] is the dot product of the centred rows i and j.</summary>
    public static double[] OfRows(MatrixView observations, double[] mean, CancellationToken cancellationToken) =>
        Compute(observations.RowCount, observations.ColumnCount, (firstPanel, start, count, panels) =>
        {
            int first = firstPanel * Panel;
            int end = Math.Min(first + panels.Length / (Stretch * Panel) * Panel, observations.RowCount);
            for (int i = first; i < end; i++)
            {
                ReadOnlySpan<float> row = observations.Row(i).Slice(start, count);
                int at = (i - first) / Panel * Stretch * Panel + (i - first) % Panel;
                for (int p = 0; p < count; p++) panels[at + p * Panel] = row[p] - mean[start + p];
            }
        }, cancellationToken);

    /// <summary>Packs items from 8 x <paramref name="firstPanel"/> on, depth [start, start + count), into whole panels.</summary>
    private delegate void Packer(int firstPanel, int start, int count, Span<double> panels);

    private static double[] Compute(int order, int depth, Packer pack, CancellationToken cancellationToken)
    {
        SymmetricEigen.CheckOrder(order);
        var product = new double[order * order];
        int panelCount = (order + Panel - 1) / Panel;
        var panels = new double[checked(panelCount * Panel * Stretch)];
        for (int start = 0; start < depth; start += Stretch)
        {
            int count = Math.Min(Stretch, depth - start);
            int from = start;
            FixedChunks.ForEach(panelCount, 8, (first, end) =>
                pack(first, from, count, panels.AsSpan(first * Panel * Stretch, (end - first) * Panel * Stretch)), cancellationToken);
            FixedChunks.ForEach(panelCount, 4, (first, end) =>
            {
                for (int i = first; i < end; i++) AddPanelRow(panels, i, count, product, order);
            }, cancellationToken);
        }

        Mirror(product, order);
        return product;
    }

    /// <summary>Adds eight rows of the lower triangle: panel i starts at i x 8 x <see cref="Stretch"/>, item j of depth p of it at 8 p + j.</summary>
    public static void AddPanelRow(double[] panels, int rowPanel, int depth, double[] product, int order)
    {
        Span<double> tile = stackalloc double[4 * Panel];
        ReadOnlySpan<double> a = panels.AsSpan(rowPanel * Panel * Stretch, depth * Panel);
        for (int columnPanel = 0; columnPanel <= rowPanel; columnPanel++)
        {
            ReadOnlySpan<double> b = panels.AsSpan(columnPanel * Panel * Stretch, depth * Panel);
            int columns = Math.Min(Panel, order - columnPanel * Panel);
            for (int half = 0; half < Panel; half += 4)
            {
                MultiplyTile(a[half..], b, tile);
                int row = rowPanel * Panel + half;
                for (int i = 0; i < Math.Min(4, order - row); i++)
                {
                    Span<double> target = product.AsSpan((row + i) * order + columnPanel * Panel, columns);
                    for (int j = 0; j < columns; j++) target[j] += tile[i * Panel + j];
                }
            }
        }
    }

    /// <summary>tile[i, j] = sum over p of a[p * 8 + i] b[p * 8 + j] for 4 x 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTile(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> tile)
    {
        ref double x = ref MemoryMarshal.GetReference(a);
        ref double y = ref MemoryMarshal.GetReference(b);
        Vector256<double> l0 = default, l1 = default, l2 = default, l3 = default;
        Vector256<double> h0 = default, h1 = default, h2 = default, h3 = default;
        for (nuint p = 0; p < (nuint)b.Length; p += Panel)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref y, p);
            Vector256<double> high = Vector256.LoadUnsafe(ref y, p + 4);
            ref double item = ref Unsafe.Add(ref x, p);
            Accumulate(low, high, item, ref l0, ref h0);
            Accumulate(low, high, Unsafe.Add(ref item, 1), ref l1, ref h1);
            Accumulate(low, high, Unsafe.Add(ref item, 2), ref l2, ref h2);
            Accumulate(low, high, Unsafe.Add(ref item, 3), ref l3, ref h3);
        }

        ref double t = ref MemoryMarshal.GetReference(tile);
        l0.StoreUnsafe(ref t, 0);
        h0.StoreUnsafe(ref t, 4);
        l1.StoreUnsafe(ref t, 8);
        h1.StoreUnsafe(ref t, 12);
        l2.StoreUnsafe(ref t, 16);
        h2.StoreUnsafe(ref t, 20);
        l3.StoreUnsafe(ref t, 24);
        h3.StoreUnsafe(ref t, 28);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(
        Vector256<double> low, Vector256<double> high, double factor, ref Vector256<double> lowSum, ref Vector256<double> highSum)
    {
        Vector256<double> broadcast = Vector256.Create(factor);
        lowSum = Vector256.MultiplyAddEstimate(broadcast, low, lowSum);
        highSum = Vector256.MultiplyAddEstimate(broadcast, high, highSum);
    }

    /// <summary>Copies the lower triangle to the upper one.</summary>
    public static void Mirror(double[] matrix, int order)
    {
        for (int i = 0; i < order; i++)
        {
            for (int j = i + 1; j < order; j++) matrix[i * order + j] = matrix[j * order + i];
        }
    }
}
