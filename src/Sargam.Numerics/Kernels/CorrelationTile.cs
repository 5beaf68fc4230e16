using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sargam.Numerics.Kernels;

/// <summary>
/// The innermost loop of a convolution: <see cref="Rows"/> destination pixels times <see cref="Columns"/> channels, read where the
/// source lies. Pixels come as offsets, so a tile may run over the end of a row or of an image.
/// </summary>
internal static unsafe class CorrelationTile
{
    public const int Rows = 6;

    public const int Columns = 16;

    /// <summary>
    /// destination[places[i]][j] = start[j] + sum over segments s and depths p of source[pixels[i] + segments[s] + p] panel[..][j],
    /// for <see cref="Rows"/> i and <see cref="Columns"/> j; the panel's rows follow the segments without gaps.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        float* source, int* pixels, int* segments, int segmentCount, nint depth, float* panel, float* start, float* destination, int* places)
    {
        if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
        {
            MultiplyWide(source, pixels, segments, segmentCount, depth, panel, start, destination, places);
        }
        else
        {
            MultiplyNarrow(source, pixels, segments, segmentCount, depth, panel, start, destination, places);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyWide(
        float* source, int* pixels, int* segments, int segmentCount, nint depth, float* panel, float* start, float* destination, int* places)
    {
        Vector256<float> c00 = Vector256.Load(start), c01 = Vector256.Load(start + 8);
        Vector256<float> c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01, c40 = c00, c41 = c01, c50 = c00, c51 = c01;
        for (int s = 0; s < segmentCount; s++)
        {
            float* segment = source + segments[s];
            float* a0 = segment + pixels[0];
            float* a1 = segment + pixels[1];
            float* a2 = segment + pixels[2];
            float* a3 = segment + pixels[3];
            float* a4 = segment + pixels[4];
            float* a5 = segment + pixels[5];
            for (nint p = 0; p < depth; p++)
            {
                Vector256<float> b0 = Vector256.Load(panel);
                Vector256<float> b1 = Vector256.Load(panel + 8);
                Vector256<float> x = Vector256.Create(a0[p]);
                c00 = Fma.MultiplyAdd(x, b0, c00);
                c01 = Fma.MultiplyAdd(x, b1, c01);
                x = Vector256.Create(a1[p]);
                c10 = Fma.MultiplyAdd(x, b0, c10);
                c11 = Fma.MultiplyAdd(x, b1, c11);
                x = Vector256.Create(a2[p]);
                c20 = Fma.MultiplyAdd(x, b0, c20);
                c21 = Fma.MultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[p]);
                c30 = Fma.MultiplyAdd(x, b0, c30);
                c31 = Fma.MultiplyAdd(x, b1, c31);
                x = Vector256.Create(a4[p]);
                c40 = Fma.MultiplyAdd(x, b0, c40);
                c41 = Fma.MultiplyAdd(x, b1, c41);
                x = Vector256.Create(a5[p]);
                c50 = Fma.MultiplyAdd(x, b0, c50);
                c51 = Fma.MultiplyAdd(x, b1, c51);
                panel += Columns;
            }
        }

        Store(destination + places[0], c00, c01);
        Store(destination + places[1], c10, c11);
        Store(destination + places[2], c20, c21);
        Store(destination + places[3], c30, c31);
        Store(destination + places[4], c40, c41);
        Store(destination + places[5], c50, c51);
    }

    /// <summary>Two pixels at a time, for machines with vectors of four and without: 8 sums, 4 vectors of weights and 1 broadcast.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyNarrow(
        float* source, int* pixels, int* segments, int segmentCount, nint depth, float* panel, float* start, float* destination, int* places)
    {
        for (int row = 0; row < Rows; row += 2)
        {
            Vector128<float> c00 = Vector128.Load(start), c01 = Vector128.Load(start + 4);
            Vector128<float> c02 = Vector128.Load(start + 8), c03 = Vector128.Load(start + 12);
            Vector128<float> c10 = c00, c11 = c01, c12 = c02, c13 = c03;
            float* b = panel;
            for (int s = 0; s < segmentCount; s++)
            {
                float* a0 = source + segments[s] + pixels[row];
                float* a1 = source + segments[s] + pixels[row + 1];
                for (nint p = 0; p < depth; p++, b += Columns)
                {
                    Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4);
                    Vector128<float> b2 = Vector128.Load(b + 8), b3 = Vector128.Load(b + 12);
                    Vector128<float> x = Vector128.Create(a0[p]);
                    c00 = Vector128.MultiplyAddEstimate(x, b0, c00);
                    c01 = Vector128.MultiplyAddEstimate(x, b1, c01);
                    c02 = Vector128.MultiplyAddEstimate(x, b2, c02);
                    c03 = Vector128.MultiplyAddEstimate(x, b3, c03);
                    x = Vector128.Create(a1[p]);
                    c10 = Vector128.MultiplyAddEstimate(x, b0, c10);
                    c11 = Vector128.MultiplyAddEstimate(x, b1, c11);
                    c12 = Vector128.MultiplyAddEstimate(x, b2, c12);
                    c13 = Vector128.MultiplyAddEstimate(x, b3, c13);
                }
            }

            Store(destination + places[row], c00, c01, c02, c03);
            Store(destination + places[row + 1], c10, c11, c12, c13);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* destination, Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3)
    {
        v0.Store(destination);
        v1.Store(destination + 4);
        v2.Store(destination + 8);
        v3.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* destination, Vector256<float> low, Vector256<float> high)
    {
        low.Store(destination);
        high.Store(destination + 8);
    }
}
