using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>12 x 32 with AVX-512: 24 sums, 2 vectors of B and 1 broadcast of A take 27 of the 32 registers.</summary>
    private readonly unsafe struct Vector512Tile : ITile
    {
        public static int Rows => 12;

        public static int Columns => 32;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            nint depth, float* a, nint laneStepA, nint depthStepA, float* b, nint depthStepB, float* c, nint strideC, bool add)
        {
            Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
            Vector512<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
            Vector512<float> c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
            Vector512<float> c90 = default, c91 = default, ca0 = default, ca1 = default, cb0 = default, cb1 = default;
            float* a3 = a + 3 * laneStepA;
            float* a6 = a + 6 * laneStepA;
            float* a9 = a + 9 * laneStepA;
            for (; depth > 0; depth--)
            {
                Vector512<float> b0 = Vector512.Load(b);
                Vector512<float> b1 = Vector512.Load(b + 16);
                Vector512<float> x = Vector512.Create(a[0]);
                c00 = Vector512.MultiplyAddEstimate(x, b0, c00);
                c01 = Vector512.MultiplyAddEstimate(x, b1, c01);
                x = Vector512.Create(a[laneStepA]);
                c10 = Vector512.MultiplyAddEstimate(x, b0, c10);
                c11 = Vector512.MultiplyAddEstimate(x, b1, c11);
                x = Vector512.Create(a[2 * laneStepA]);
                c20 = Vector512.MultiplyAddEstimate(x, b0, c20);
                c21 = Vector512.MultiplyAddEstimate(x, b1, c21);
                x = Vector512.Create(a3[0]);
                c30 = Vector512.MultiplyAddEstimate(x, b0, c30);
                c31 = Vector512.MultiplyAddEstimate(x, b1, c31);
                x = Vector512.Create(a3[laneStepA]);
                c40 = Vector512.MultiplyAddEstimate(x, b0, c40);
                c41 = Vector512.MultiplyAddEstimate(x, b1, c41);
                x = Vector512.Create(a3[2 * laneStepA]);
                c50 = Vector512.MultiplyAddEstimate(x, b0, c50);
                c51 = Vector512.MultiplyAddEstimate(x, b1, c51);
                x = Vector512.Create(a6[0]);
                c60 = Vector512.MultiplyAddEstimate(x, b0, c60);
                c61 = Vector512.MultiplyAddEstimate(x, b1, c61);
                x = Vector512.Create(a6[laneStepA]);
                c70 = Vector512.MultiplyAddEstimate(x, b0, c70);
                c71 = Vector512.MultiplyAddEstimate(x, b1, c71);
                x = Vector512.Create(a6[2 * laneStepA]);
                c80 = Vector512.MultiplyAddEstimate(x, b0, c80);
                c81 = Vector512.MultiplyAddEstimate(x, b1, c81);
                x = Vector512.Create(a9[0]);
                c90 = Vector512.MultiplyAddEstimate(x, b0, c90);
                c91 = Vector512.MultiplyAddEstimate(x, b1, c91);
                x = Vector512.Create(a9[laneStepA]);
                ca0 = Vector512.MultiplyAddEstimate(x, b0, ca0);
                ca1 = Vector512.MultiplyAddEstimate(x, b1, ca1);
                x = Vector512.Create(a9[2 * laneStepA]);
                cb0 = Vector512.MultiplyAddEstimate(x, b0, cb0);
                cb1 = Vector512.MultiplyAddEstimate(x, b1, cb1);
                a += depthStepA;
                a3 += depthStepA;
                a6 += depthStepA;
                a9 += depthStepA;
                b += depthStepB;
            }

            Store(c, c00, c01, add);
            Store(c + strideC, c10, c11, add);
            Store(c + 2 * strideC, c20, c21, add);
            Store(c + 3 * strideC, c30, c31, add);
            Store(c + 4 * strideC, c40, c41, add);
            Store(c + 5 * strideC, c50, c51, add);
            Store(c + 6 * strideC, c60, c61, add);
            Store(c + 7 * strideC, c70, c71, add);
            Store(c + 8 * strideC, c80, c81, add);
            Store(c + 9 * strideC, c90, c91, add);
            Store(c + 10 * strideC, ca0, ca1, add);
            Store(c + 11 * strideC, cb0, cb1, add);
        }

        // Every processor with AVX-512 has AVX2 too; tests run this tier on any.
        public static void Pack(in Source source, int lanes, int depth, float* destination, int width)
        {
            if (Vector256Tile.IsSupported) Vector256Tile.Pack(source, lanes, depth, destination, width);
            else ScalarTile.Pack(source, lanes, depth, destination, width);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(float* c, Vector512<float> low, Vector512<float> high, bool add)
        {
            if (add)
            {
                low += Vector512.Load(c);
                high += Vector512.Load(c + 16);
            }

            low.Store(c);
            high.Store(c + 16);
        }
    }
}
