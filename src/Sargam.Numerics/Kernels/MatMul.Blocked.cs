using System.Runtime.CompilerServices;

namespace Sargam.Numerics.Kernels;

/// <content>
/// The blocked product, the same for every instruction set (Goto and van de Geijn, "Anatomy of high-performance matrix
/// multiplication", 2008): a block of B is packed for the third-level cache, a block of A for the second, and the innermost loops
/// run a tile that keeps part of C in registers. A tier is a type argument, so its tile is called directly.
/// </content>
public static partial class MatMul
{
    private const int DepthBlock = 256;
    private const int RowBlock = 144;
    private const int ColumnBlock = 512;

    /// <summary>Up to this many columns an operand A is read where it is: packing it would cost more than it saves.</summary>
    private const int UnpackedAColumns = 192;

    /// <summary>Up to this many rows an operand B stored row by row is read where it is.</summary>
    private const int UnpackedBRows = 72;

    /// <summary>How far apart (in floats) the ends of an unpacked operand may be: cache and page-table reach.</summary>
    private const long UnpackedReach = 65_536;

    private const int LargestTile = 12 * 32;

    /// <summary>What an instruction set contributes.</summary>
    private unsafe interface ITile
    {
        static abstract int Rows { get; }

        static abstract int Columns { get; }

        /// <summary>C (+)= the product of <see cref="Rows"/> lanes of A and <see cref="Columns"/> adjacent lanes of B.</summary>
        static abstract void Multiply(
            nint depth, float* a, nint laneStepA, nint depthStepA, float* b, nint depthStepB, float* c, nint strideC, bool add);

        /// <summary>
        /// Copies lanes so that those of one depth are adjacent, <paramref name="width"/> apart from depth to depth; lanes from
        /// <paramref name="lanes"/> (at least 1) to width become anything harmless: 0, or copies. May write up to 8 floats past the end.
        /// </summary>
        static abstract void Pack(in Source source, int lanes, int depth, float* destination, int width);
    }

    private static unsafe void MultiplyBlocked<TTile>(in Problem problem)
        where TTile : struct, ITile
    {
        if (problem.Depth == 0)
        {
            if (!problem.Accumulate) Clear(problem);
            return;
        }

        // Equal depth blocks; they depend on the depth alone, as the order of additions must.
        int blocks = (problem.Depth + DepthBlock - 1) / DepthBlock;
        int depthStep = (problem.Depth + blocks - 1) / blocks;
        for (int column = 0; column < problem.Columns; column += ColumnBlock)
        {
            int columns = Math.Min(ColumnBlock, problem.Columns - column);
            for (int from = 0; from < problem.Depth; from += depthStep)
            {
                int depth = Math.Min(depthStep, problem.Depth - from);
                Source sourceB = problem.B.From(column, from);
                bool keepB = sourceB.LaneStep == 1 && problem.Rows <= UnpackedBRows && depth * (long)sourceB.DepthStep <= UnpackedReach;
                var b = Panels.Prepare<TTile>(sourceB, columns, depth, TTile.Columns, keepB, PackBuffer.ForB);
                for (int row = 0; row < problem.Rows; row += RowBlock)
                {
                    int rows = Math.Min(RowBlock, problem.Rows - row);
                    Source sourceA = problem.A.From(row, from);
                    long reach = rows * (long)sourceA.LaneStep + depth * (long)sourceA.DepthStep;
                    bool keepA = columns <= UnpackedAColumns && reach <= UnpackedReach;
                    var a = Panels.Prepare<TTile>(sourceA, rows, depth, TTile.Rows, keepA, PackBuffer.ForA);
                    float* c = problem.C + row * problem.StrideC + column;
                    MultiplyBlock<TTile>(a, b, c, problem.StrideC, problem.Accumulate || from > 0);
                }
            }
        }
    }

    /// <summary>All tiles of a block. A panel of B stays in the first-level cache while the block of A passes by.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MultiplyBlock<TTile>(in Panels a, in Panels b, float* c, nint strideC, bool add)
        where TTile : struct, ITile
    {
        float* edge = stackalloc float[LargestTile];
        for (int column = 0; column < b.Lanes; column += TTile.Columns)
        {
            Source panelB = b.Panel(column);
            int columns = Math.Min(TTile.Columns, b.Lanes - column);
            for (int row = 0; row < a.Lanes; row += TTile.Rows)
            {
                Source panelA = a.Panel(row);
                int rows = Math.Min(TTile.Rows, a.Lanes - row);
                float* corner = c + row * strideC + column;
                if (rows == TTile.Rows && columns == TTile.Columns)
                {
                    TTile.Multiply(
                        a.Depth, panelA.Origin, panelA.LaneStep, panelA.DepthStep, panelB.Origin, panelB.DepthStep, corner, strideC, add);
                    continue;
                }

                // A partial tile is computed whole beside C: what the padding lanes add up to stays there, and the
                // wanted ones get the same additions as in a whole tile.
                TTile.Multiply(
                    a.Depth, panelA.Origin, panelA.LaneStep, panelA.DepthStep, panelB.Origin, panelB.DepthStep, edge, TTile.Columns, false);
                CopyEdge(edge, TTile.Columns, rows, columns, corner, strideC, add);
            }
        }
    }

    private static unsafe void CopyEdge(float* edge, int edgeStride, int rows, int columns, float* c, nint strideC, bool add)
    {
        for (int i = 0; i < rows; i++, edge += edgeStride, c += strideC)
        {
            if (add)
            {
                for (int j = 0; j < columns; j++) c[j] += edge[j];
            }
            else
            {
                for (int j = 0; j < columns; j++) c[j] = edge[j];
            }
        }
    }

    private static unsafe void Clear(in Problem problem)
    {
        for (int i = 0; i < problem.Rows; i++) new Span<float>(problem.C + i * problem.StrideC, problem.Columns).Clear();
    }

    /// <summary>A block of an operand, cut into panels as wide as the tile: packed, or in place except for a partial last panel.</summary>
    private readonly unsafe ref struct Panels
    {
        private readonly Source _source;
        private readonly float* _packed;
        private readonly int _width;
        private readonly int _inPlace;

        private Panels(in Source source, int lanes, int depth, int width, int inPlace, float* packed)
        {
            _source = source;
            _packed = packed;
            _width = width;
            _inPlace = inPlace;
            (Lanes, Depth) = (lanes, depth);
        }

        public int Lanes { get; }

        public int Depth { get; }

        public static Panels Prepare<TTile>(in Source source, int lanes, int depth, int width, bool inPlace, AlignedBuffer buffer)
            where TTile : struct, ITile
        {
            int kept = inPlace ? lanes - lanes % width : 0;
            int panels = (lanes - kept + width - 1) / width;
            float* packed = buffer.Reserve(panels * width * depth);
            for (int lane = kept; lane < lanes; lane += width)
            {
                TTile.Pack(source.From(lane, 0), Math.Min(width, lanes - lane), depth, packed + (nint)(lane - kept) * depth, width);
            }

            return new Panels(source, lanes, depth, width, kept, packed);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Source Panel(int lane) => lane < _inPlace
            ? _source.From(lane, 0)
            : new Source(_packed + (nint)(lane - _inPlace) * Depth, 1, _width);
    }
}
