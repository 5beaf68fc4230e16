using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>Pixels that are summed up in registers: as many as keep a panel of either side in the first-level cache.</summary>
    private const int WindowBlock = 256;

    /// <summary>
    /// C (+)= A^T B on this thread, where row i of A is the window at <c>pixels[i]</c>: its element j is
    /// <c>source[pixels[i] + lanes[j]]</c>. The matrix of all windows is never written.
    /// </summary>
    /// <param name="tier">The instruction set.</param>
    /// <param name="source">What the windows lie on.</param>
    /// <param name="pixels">One offset a row.</param>
    /// <param name="depth">Rows of A and B.</param>
    /// <param name="lanes">One offset a column of A, a row of C.</param>
    /// <param name="b">Rows of <paramref name="columns"/> floats.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="c">Rows of <paramref name="columns"/> floats.</param>
    /// <param name="accumulate">Adds to C instead of overwriting it.</param>
    internal static unsafe void MultiplyWindows(
        MatMulTier tier, float* source, int* pixels, int depth, ReadOnlySpan<int> lanes, float* b, int columns, float* c, bool accumulate)
    {
        for (int start = 0; start < depth; start += WindowBlock, pixels += WindowBlock, b += (nint)WindowBlock * columns)
        {
            int count = Math.Min(WindowBlock, depth - start);
            bool add = accumulate || start > 0;
            switch (tier)
            {
                case MatMulTier.Vector512:
                    MultiplyWindowBlock<Vector512Tile>(source, pixels, count, lanes, b, columns, c, add);
                    break;
                case MatMulTier.Vector256:
                    MultiplyWindowBlock<Vector256Tile>(source, pixels, count, lanes, b, columns, c, add);
                    break;
                case MatMulTier.Vector128Wide:
                    MultiplyWindowBlock<Vector128WideTile>(source, pixels, count, lanes, b, columns, c, add);
                    break;
                case MatMulTier.Vector128:
                    MultiplyWindowBlock<Vector128Tile>(source, pixels, count, lanes, b, columns, c, add);
                    break;
                default:
                    MultiplyWindowBlock<ScalarTile>(source, pixels, count, lanes, b, columns, c, add);
                    break;
            }
        }
    }

    private static unsafe void MultiplyWindowBlock<TTile>(
        float* source, int* pixels, int depth, ReadOnlySpan<int> lanes, float* b, int columns, float* c, bool add)
        where TTile : struct, ITile
    {
        var panels = Panels.Prepare<TTile>(new Source(b, 1, columns), columns, depth, TTile.Columns, false, PackBuffer.ForB);
        float* windows = PackBuffer.ForA.Reserve(TTile.Rows * depth);
        for (int lane = 0; lane < lanes.Length; lane += TTile.Rows)
        {
            int rows = Math.Min(TTile.Rows, lanes.Length - lane);
            PackWindows(source, pixels, depth, lanes.Slice(lane, rows), windows, TTile.Rows);
            MultiplyWindowRows<TTile>(windows, rows, panels, c + (nint)lane * columns, columns, add);
        }
    }

    /// <summary>One row of tiles.</summary>
    [SkipLocalsInit]
    private static unsafe void MultiplyWindowRows<TTile>(float* windows, int rows, in Panels b, float* c, int strideC, bool add)
        where TTile : struct, ITile
    {
        float* edge = stackalloc float[LargestTile];
        for (int column = 0; column < b.Lanes; column += TTile.Columns)
        {
            Source panel = b.Panel(column);
            int columns = Math.Min(TTile.Columns, b.Lanes - column);
            if (rows == TTile.Rows && columns == TTile.Columns)
            {
                TTile.Multiply(b.Depth, windows, 1, TTile.Rows, panel.Origin, panel.DepthStep, c + column, strideC, add);
                continue;
            }

            TTile.Multiply(b.Depth, windows, 1, TTile.Rows, panel.Origin, panel.DepthStep, edge, TTile.Columns, false);
            CopyEdge(edge, TTile.Columns, rows, columns, c + column, strideC, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PackWindows(float* source, int* pixels, int depth, ReadOnlySpan<int> lanes, float* destination, int width)
    {
        if (width == 6)
        {
            PackSix(source, pixels, depth, lanes, destination);
            return;
        }

        int lane = 0;
        for (; lane <= width - 4; lane += 4) PackFour(source, pixels, depth, lanes, lane, destination + lane, width);
        for (; lane < width; lane++)
        {
            float* from = source + Lane(lanes, lane);
            for (int p = 0; p < depth; p++) destination[(nint)p * width + lane] = from[pixels[p]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PackFour(
        float* source, int* pixels, int depth, ReadOnlySpan<int> lanes, int first, float* destination, int width)
    {
        source += Lane(lanes, first);
        nint lane1 = Lane(lanes, first + 1) - Lane(lanes, first);
        nint lane2 = Lane(lanes, first + 2) - Lane(lanes, first);
        nint lane3 = Lane(lanes, first + 3) - Lane(lanes, first);
        if (lane3 == 3)
        {
            for (int p = 0; p < depth; p++, destination += width) Vector128.Load(source + pixels[p]).Store(destination);
            return;
        }

        for (int p = 0; p < depth; p++, destination += width)
        {
            float* from = source + pixels[p];
            destination[0] = from[0];
            destination[1] = from[lane1];
            destination[2] = from[lane2];
            destination[3] = from[lane3];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PackSix(float* source, int* pixels, int depth, ReadOnlySpan<int> lanes, float* destination)
    {
        source += lanes[0];
        nint lane1 = Lane(lanes, 1) - lanes[0], lane2 = Lane(lanes, 2) - lanes[0], lane3 = Lane(lanes, 3) - lanes[0];
        nint lane4 = Lane(lanes, 4) - lanes[0], lane5 = Lane(lanes, 5) - lanes[0];
        if (lane5 == 5)
        {
            for (int p = 0; p < depth; p++, destination += 6)
            {
                float* from = source + pixels[p];
                Vector128.Load(from).Store(destination);
                Unsafe.WriteUnaligned(destination + 4, Unsafe.ReadUnaligned<ulong>(from + 4));
            }

            return;
        }

        for (int p = 0; p < depth; p++, destination += 6)
        {
            float* from = source + pixels[p];
            destination[0] = from[0];
            destination[1] = from[lane1];
            destination[2] = from[lane2];
            destination[3] = from[lane3];
            destination[4] = from[lane4];
            destination[5] = from[lane5];
        }
    }

    /// <summary>Lanes that do not exist repeat the last one; what they add up to is never copied into C.</summary>
    private static int Lane(ReadOnlySpan<int> lanes, int lane) => lanes[Math.Min(lane, lanes.Length - 1)];
}
