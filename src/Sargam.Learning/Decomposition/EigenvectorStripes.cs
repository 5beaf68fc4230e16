using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Decomposition;

/// <summary>
/// Eigenvectors in the making, one per row, cut into stripes of sixteen columns. Reflections and rotations combine rows, so
/// stripes never meet: each runs through a whole batch of them while it is in cache, and threads take stripes.
/// </summary>
internal sealed class EigenvectorStripes
{
    private const int Width = 16;
    private const int LeastBatch = 64 * 1024;

    private readonly int _order;
    private readonly double[][] _stripes;
    private readonly List<Rotation> _rotations = [];

    private EigenvectorStripes(int order)
    {
        _order = order;
        _stripes = new double[(order + Width - 1) / Width][];
    }

    private readonly record struct Rotation(int Row, double C, double S);

    /// <summary>Starts with the transpose of the reduction's Q: the reflectors applied to the identity, last row's first.</summary>
    public static EigenvectorStripes FromReflections(HouseholderReduction reduction, CancellationToken cancellationToken)
    {
        var stripes = new EigenvectorStripes(reduction.Order);
        FixedChunks.ForEach(stripes._stripes.Length, 1, (stripe, _) =>
        {
            var values = new double[reduction.Order * Width];
            for (int j = 0; j < Width && stripe * Width + j < reduction.Order; j++) values[(stripe * Width + j) * Width + j] = 1;
            for (int i = reduction.Order - 1; i > 0; i--)
            {
                if (reduction.HalfSquare(i) != 0) Reflect(values, reduction.Reflector(i), reduction.HalfSquare(i));
            }

            stripes._stripes[stripe] = values;
        }, cancellationToken);
        return stripes;
    }

    /// <summary>Rows row and row + 1 become (c row + s next, c next - s row), when the batch is worked off.</summary>
    public void Rotate(int row, double c, double s) => _rotations.Add(new Rotation(row, c, s));

    /// <summary>Works the batch off if it is long enough to be worth a pass over the stripes.</summary>
    public void EndSweep(CancellationToken cancellationToken)
    {
        if (_rotations.Count >= Math.Max(LeastBatch, 64 * _order)) Flush(cancellationToken);
    }

    /// <summary>Works the batch off.</summary>
    public void Flush(CancellationToken cancellationToken)
    {
        FixedChunks.ForEach(_stripes.Length, 1, (stripe, _) => Apply(_stripes[stripe], CollectionsMarshal.AsSpan(_rotations)), cancellationToken);
        _rotations.Clear();
    }

    /// <summary>The vectors as rows, in the order asked for.</summary>
    public double[] ToRows(int[] ranking)
    {
        var rows = new double[_order * _order];
        for (int i = 0; i < _order; i++)
        {
            for (int stripe = 0; stripe < _stripes.Length; stripe++)
            {
                int columns = Math.Min(Width, _order - stripe * Width);
                _stripes[stripe].AsSpan(ranking[i] * Width, columns).CopyTo(rows.AsSpan(i * _order + stripe * Width));
            }
        }

        return rows;
    }

    /// <summary>S -= v (v' S) / h.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Reflect(double[] stripe, ReadOnlySpan<double> v, double h)
    {
        ref double s = ref MemoryMarshal.GetArrayDataReference(stripe);
        Vector256<double> t0 = default, t1 = default, t2 = default, t3 = default;
        for (int r = 0; r < v.Length; r++)
        {
            nuint at = (nuint)r * Width;
            Vector256<double> factor = Vector256.Create(v[r]);
            t0 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref s, at), t0);
            t1 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref s, at + 4), t1);
            t2 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref s, at + 8), t2);
            t3 = Vector256.MultiplyAddEstimate(factor, Vector256.LoadUnsafe(ref s, at + 12), t3);
        }

        (t0, t1, t2, t3) = (t0 / -h, t1 / -h, t2 / -h, t3 / -h);
        for (int r = 0; r < v.Length; r++)
        {
            nuint at = (nuint)r * Width;
            Vector256<double> factor = Vector256.Create(v[r]);
            Vector256.MultiplyAddEstimate(factor, t0, Vector256.LoadUnsafe(ref s, at)).StoreUnsafe(ref s, at);
            Vector256.MultiplyAddEstimate(factor, t1, Vector256.LoadUnsafe(ref s, at + 4)).StoreUnsafe(ref s, at + 4);
            Vector256.MultiplyAddEstimate(factor, t2, Vector256.LoadUnsafe(ref s, at + 8)).StoreUnsafe(ref s, at + 8);
            Vector256.MultiplyAddEstimate(factor, t3, Vector256.LoadUnsafe(ref s, at + 12)).StoreUnsafe(ref s, at + 12);
        }
    }

    // Successive rotations of a sweep share a row, which stays in the first-level cache between them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(double[] stripe, ReadOnlySpan<Rotation> rotations)
    {
        ref double values = ref MemoryMarshal.GetArrayDataReference(stripe);
        foreach (ref readonly Rotation rotation in rotations)
        {
            ref double row = ref Unsafe.Add(ref values, rotation.Row * Width);
            Vector256<double> c = Vector256.Create(rotation.C);
            Vector256<double> s = Vector256.Create(rotation.S);
            for (nuint j = 0; j < Width; j += 4)
            {
                Vector256<double> upper = Vector256.LoadUnsafe(ref row, j);
                Vector256<double> lower = Vector256.LoadUnsafe(ref row, j + Width);
                (c * upper + s * lower).StoreUnsafe(ref row, j);
                (c * lower - s * upper).StoreUnsafe(ref row, j + Width);
            }
        }
    }
}
