using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>4 x 8 with 16 registers of 4: 8 sums, 2 vectors of B and 1 broadcast of A.</summary>
    private readonly unsafe struct Vector128Tile : ITile
    {
        public static int Rows => 4;

        public static int Columns => 8;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            nint depth, float* a, nint laneStepA, nint depthStepA, float* b, nint depthStepB, float* c, nint strideC, bool add)
        {
            Vector128<float> c00 = default, c01 = default, c10 = default, c11 = default;
            Vector128<float> c20 = default, c21 = default, c30 = default, c31 = default;
            float* a2 = a + 2 * laneStepA;
            for (; depth > 0; depth--)
            {
                Vector128<float> b0 = Vector128.Load(b);
                Vector128<float> b1 = Vector128.Load(b + 4);
                Vector128<float> x = Vector128.Create(a[0]);
                c00 = Vector128.MultiplyAddEstimate(x, b0, c00);
                c01 = Vector128.MultiplyAddEstimate(x, b1, c01);
                x = Vector128.Create(a[laneStepA]);
                c10 = Vector128.MultiplyAddEstimate(x, b0, c10);
                c11 = Vector128.MultiplyAddEstimate(x, b1, c11);
                x = Vector128.Create(a2[0]);
                c20 = Vector128.MultiplyAddEstimate(x, b0, c20);
                c21 = Vector128.MultiplyAddEstimate(x, b1, c21);
                x = Vector128.Create(a2[laneStepA]);
                c30 = Vector128.MultiplyAddEstimate(x, b0, c30);
                c31 = Vector128.MultiplyAddEstimate(x, b1, c31);
                a += depthStepA;
                a2 += depthStepA;
                b += depthStepB;
            }

            Store(c, c00, c01, add);
            Store(c + strideC, c10, c11, add);
            Store(c + 2 * strideC, c20, c21, add);
            Store(c + 3 * strideC, c30, c31, add);
        }

        public static void Pack(in Source source, int lanes, int depth, float* destination, int width)
        {
            if (lanes < width)
            {
                ScalarTile.Pack(source, lanes, depth, destination, width);
            }
            else if (source.DepthStep == 1)
            {
                PackTransposing(source, depth, destination, width);
            }
            else
            {
                PackCopying(source, depth, destination, width);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(float* c, Vector128<float> low, Vector128<float> high, bool add)
        {
            if (add)
            {
                low += Vector128.Load(c);
                high += Vector128.Load(c + 4);
            }

            low.Store(c);
            high.Store(c + 4);
        }

        /// <summary>All lanes of a depth are adjacent already; there are 4 or 8.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PackCopying(in Source source, int depth, float* destination, int width)
        {
            float* from = source.Origin;
            nint step = source.DepthStep;
            for (int p = 0; p < depth; p++, from += step, destination += width)
            {
                Vector128.Load(from).Store(destination);
                if (width == 8) Vector128.Load(from + 4).Store(destination + 4);
            }
        }

        /// <summary>Each lane lies along the depth: 4 lanes and 4 depths at a time change places in registers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PackTransposing(in Source source, int depth, float* destination, int width)
        {
            int whole = depth & ~3;
            for (nint lane = 0; lane < width; lane += 4)
            {
                float* from = source.Origin + lane * source.LaneStep;
                float* to = destination + lane;
                for (int p = 0; p < whole; p += 4, from += 4, to += 4 * width) Transposition.TransposeFour(from, source.LaneStep, to, width);
            }

            ScalarTile.PackFrom(whole, source, width, depth, destination, width);
        }
    }

    /// <summary>8 x 8 with 32 registers of 4: 16 sums, 2 vectors of B and 1 broadcast of A.</summary>
    private readonly unsafe struct Vector128WideTile : ITile
    {
        public static int Rows => 8;

        public static int Columns => 8;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            nint depth, float* a, nint laneStepA, nint depthStepA, float* b, nint depthStepB, float* c, nint strideC, bool add)
        {
            Vector128<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
            Vector128<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
            Vector128<float> c60 = default, c61 = default, c70 = default, c71 = default;
            float* a4 = a + 4 * laneStepA;
            for (; depth > 0; depth--)
            {
                Vector128<float> b0 = Vector128.Load(b);
                Vector128<float> b1 = Vector128.Load(b + 4);
                Vector128<float> x = Vector128.Create(a[0]);
                c00 = Vector128.MultiplyAddEstimate(x, b0, c00);
                c01 = Vector128.MultiplyAddEstimate(x, b1, c01);
                x = Vector128.Create(a[laneStepA]);
                c10 = Vector128.MultiplyAddEstimate(x, b0, c10);
                c11 = Vector128.MultiplyAddEstimate(x, b1, c11);
                x = Vector128.Create(a[2 * laneStepA]);
                c20 = Vector128.MultiplyAddEstimate(x, b0, c20);
                c21 = Vector128.MultiplyAddEstimate(x, b1, c21);
                x = Vector128.Create(a[3 * laneStepA]);
                c30 = Vector128.MultiplyAddEstimate(x, b0, c30);
                c31 = Vector128.MultiplyAddEstimate(x, b1, c31);
                x = Vector128.Create(a4[0]);
                c40 = Vector128.MultiplyAddEstimate(x, b0, c40);
                c41 = Vector128.MultiplyAddEstimate(x, b1, c41);
                x = Vector128.Create(a4[laneStepA]);
                c50 = Vector128.MultiplyAddEstimate(x, b0, c50);
                c51 = Vector128.MultiplyAddEstimate(x, b1, c51);
                x = Vector128.Create(a4[2 * laneStepA]);
                c60 = Vector128.MultiplyAddEstimate(x, b0, c60);
                c61 = Vector128.MultiplyAddEstimate(x, b1, c61);
                x = Vector128.Create(a4[3 * laneStepA]);
                c70 = Vector128.MultiplyAddEstimate(x, b0, c70);
                c71 = Vector128.MultiplyAddEstimate(x, b1, c71);
                a += depthStepA;
                a4 += depthStepA;
                b += depthStepB;
            }

            Vector128Tile.Store(c, c00, c01, add);
            Vector128Tile.Store(c + strideC, c10, c11, add);
            Vector128Tile.Store(c + 2 * strideC, c20, c21, add);
            Vector128Tile.Store(c + 3 * strideC, c30, c31, add);
            Vector128Tile.Store(c + 4 * strideC, c40, c41, add);
            Vector128Tile.Store(c + 5 * strideC, c50, c51, add);
            Vector128Tile.Store(c + 6 * strideC, c60, c61, add);
            Vector128Tile.Store(c + 7 * strideC, c70, c71, add);
        }

        public static void Pack(in Source source, int lanes, int depth, float* destination, int width) =>
            Vector128Tile.Pack(source, lanes, depth, destination, width);
    }
}
