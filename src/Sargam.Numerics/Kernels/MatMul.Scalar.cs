using System.Runtime.CompilerServices;

namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>The portable tile: 2 x 4 sums, which fit the registers of any machine.</summary>
    private readonly unsafe struct ScalarTile : ITile
    {
        public static int Rows => 2;

        public static int Columns => 4;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            nint depth, float* a, nint laneStepA, nint depthStepA, float* b, nint depthStepB, float* c, nint strideC, bool add)
        {
            float c00 = 0, c01 = 0, c02 = 0, c03 = 0;
            float c10 = 0, c11 = 0, c12 = 0, c13 = 0;
            for (; depth > 0; depth--)
            {
                float x0 = a[0], x1 = a[laneStepA];
                float y0 = b[0], y1 = b[1], y2 = b[2], y3 = b[3];
                c00 += x0 * y0;
                c01 += x0 * y1;
                c02 += x0 * y2;
                c03 += x0 * y3;
                c10 += x1 * y0;
                c11 += x1 * y1;
                c12 += x1 * y2;
                c13 += x1 * y3;
                a += depthStepA;
                b += depthStepB;
            }

            Store(c, c00, c01, c02, c03, add);
            Store(c + strideC, c10, c11, c12, c13, add);
        }

        public static void Pack(in Source source, int lanes, int depth, float* destination, int width) =>
            PackFrom(0, source, lanes, depth, destination, width);

        /// <summary>Packs the depths from <paramref name="start"/> on, one float at a time.</summary>
        public static void PackFrom(int start, in Source source, int lanes, int depth, float* destination, int width)
        {
            for (int p = start; p < depth; p++)
            {
                float* from = source.Origin + p * source.DepthStep;
                float* to = destination + (nint)p * width;
                for (int i = 0; i < lanes; i++) to[i] = from[i * source.LaneStep];
                for (int i = lanes; i < width; i++) to[i] = 0;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(float* c, float v0, float v1, float v2, float v3, bool add)
        {
            if (add)
            {
                c[0] += v0;
                c[1] += v1;
                c[2] += v2;
                c[3] += v3;
            }
            else
            {
                c[0] = v0;
                c[1] = v1;
                c[2] = v2;
                c[3] = v3;
            }
        }
    }
}
