using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>6 x 16 with AVX2 and FMA: 12 sums, 2 vectors of B and 1 broadcast of A take 15 of the 16 registers.</summary>
    private readonly unsafe struct Vector256Tile : ITile
    {
        public static bool IsSupported => Vector256.IsHardwareAccelerated && Fma.IsSupported;

        public static int Rows => 6;

        public static int Columns => 16;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Multiply(
            nint depth, float* a, nint laneStepA, nint depthStepA, float* b, nint depthStepB, float* c, nint strideC, bool add)
        {
            Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
            Vector256<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
            float* a3 = a + 3 * laneStepA;
            for (; depth > 0; depth--)
            {
                Vector256<float> b0 = Vector256.Load(b);
                Vector256<float> b1 = Vector256.Load(b + 8);
                Vector256<float> x = Vector256.Create(a[0]);
                c00 = Fma.MultiplyAdd(x, b0, c00);
                c01 = Fma.MultiplyAdd(x, b1, c01);
                x = Vector256.Create(a[laneStepA]);
                c10 = Fma.MultiplyAdd(x, b0, c10);
                c11 = Fma.MultiplyAdd(x, b1, c11);
                x = Vector256.Create(a[2 * laneStepA]);
                c20 = Fma.MultiplyAdd(x, b0, c20);
                c21 = Fma.MultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[0]);
                c30 = Fma.MultiplyAdd(x, b0, c30);
                c31 = Fma.MultiplyAdd(x, b1, c31);
                x = Vector256.Create(a3[laneStepA]);
                c40 = Fma.MultiplyAdd(x, b0, c40);
                c41 = Fma.MultiplyAdd(x, b1, c41);
                x = Vector256.Create(a3[2 * laneStepA]);
                c50 = Fma.MultiplyAdd(x, b0, c50);
                c51 = Fma.MultiplyAdd(x, b1, c51);
                a += depthStepA;
                a3 += depthStepA;
                b += depthStepB;
            }

            Store(c, c00, c01, add);
            Store(c + strideC, c10, c11, add);
            Store(c + 2 * strideC, c20, c21, add);
            Store(c + 3 * strideC, c30, c31, add);
            Store(c + 4 * strideC, c40, c41, add);
            Store(c + 5 * strideC, c50, c51, add);
        }

        public static void Pack(in Source source, int lanes, int depth, float* destination, int width)
        {
            if (source.DepthStep == 1)
            {
                PackTransposing(source, lanes, depth, destination, width);
            }
            else if (lanes == width)
            {
                PackCopying(source, depth, destination, width);
            }
            else
            {
                ScalarTile.PackFrom(0, source, lanes, depth, destination, width);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(float* c, Vector256<float> low, Vector256<float> high, bool add)
        {
            if (add)
            {
                low += Vector256.Load(c);
                high += Vector256.Load(c + 8);
            }

            low.Store(c);
            high.Store(c + 8);
        }

        /// <summary>All lanes of a depth are adjacent already.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PackCopying(in Source source, int depth, float* destination, int width)
        {
            float* from = source.Origin;
            nint step = source.DepthStep;
            switch (width)
            {
                case 6:
                    for (int p = 0; p < depth; p++, from += step, destination += 6)
                    {
                        Vector128.Load(from).Store(destination);
                        Unsafe.WriteUnaligned(destination + 4, Unsafe.ReadUnaligned<ulong>(from + 4));
                    }

                    break;
                case 12:
                    for (int p = 0; p < depth; p++, from += step, destination += 12)
                    {
                        Vector256.Load(from).Store(destination);
                        Vector128.Load(from + 8).Store(destination + 8);
                    }

                    break;
                default: // 16 or 32
                    for (int p = 0; p < depth; p++, from += step, destination += width)
                    {
                        for (int i = 0; i < width; i += 16)
                        {
                            Vector256.Load(from + i).Store(destination + i);
                            Vector256.Load(from + i + 8).Store(destination + i + 8);
                        }
                    }

                    break;
            }
        }

        /// <summary>Each lane lies along the depth: 8 lanes and 8 depths at a time change places in registers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PackTransposing(in Source source, int lanes, int depth, float* destination, int width)
        {
            int whole = depth & ~7;
            nint step = source.LaneStep;
            for (int first = (width - 1) & ~7; first >= 0; first -= 8)
            {
                // Lanes that do not exist repeat the last one; what they add up to is never copied into C.
                float* s0 = source.Origin + Math.Min(first, lanes - 1) * step;
                float* s1 = source.Origin + Math.Min(first + 1, lanes - 1) * step;
                float* s2 = source.Origin + Math.Min(first + 2, lanes - 1) * step;
                float* s3 = source.Origin + Math.Min(first + 3, lanes - 1) * step;
                float* s4 = source.Origin + Math.Min(first + 4, lanes - 1) * step;
                float* s5 = source.Origin + Math.Min(first + 5, lanes - 1) * step;
                float* s6 = source.Origin + Math.Min(first + 6, lanes - 1) * step;
                float* s7 = source.Origin + Math.Min(first + 7, lanes - 1) * step;
                float* to = destination + first;
                for (nint p = 0; p < whole; p += 8, to += 8 * width)
                {
                    Vector256<float> r0 = Vector256.Load(s0 + p), r1 = Vector256.Load(s1 + p);
                    Vector256<float> r2 = Vector256.Load(s2 + p), r3 = Vector256.Load(s3 + p);
                    Vector256<float> r4 = Vector256.Load(s4 + p), r5 = Vector256.Load(s5 + p);
                    Vector256<float> r6 = Vector256.Load(s6 + p), r7 = Vector256.Load(s7 + p);
                    Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1);
                    Vector256<float> a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
                    Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5);
                    Vector256<float> a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
                    r0 = Avx.Shuffle(a0, a2, 0x44);
                    r1 = Avx.Shuffle(a0, a2, 0xEE);
                    r2 = Avx.Shuffle(a1, a3, 0x44);
                    r3 = Avx.Shuffle(a1, a3, 0xEE);
                    r4 = Avx.Shuffle(a4, a6, 0x44);
                    r5 = Avx.Shuffle(a4, a6, 0xEE);
                    r6 = Avx.Shuffle(a5, a7, 0x44);
                    r7 = Avx.Shuffle(a5, a7, 0xEE);

                    // In a panel of 6 or 12 the last lanes' stores run into the next depth, whose own stores put that right:
                    // they come later, because the last lanes come first.
                    Avx.Permute2x128(r0, r4, 0x20).Store(to);
                    Avx.Permute2x128(r1, r5, 0x20).Store(to + width);
                    Avx.Permute2x128(r2, r6, 0x20).Store(to + 2 * width);
                    Avx.Permute2x128(r3, r7, 0x20).Store(to + 3 * width);
                    Avx.Permute2x128(r0, r4, 0x31).Store(to + 4 * width);
                    Avx.Permute2x128(r1, r5, 0x31).Store(to + 5 * width);
                    Avx.Permute2x128(r2, r6, 0x31).Store(to + 6 * width);
                    Avx.Permute2x128(r3, r7, 0x31).Store(to + 7 * width);
                }
            }

            ScalarTile.PackFrom(whole, source, lanes, depth, destination, width);
        }
    }
}
