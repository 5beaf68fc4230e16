using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// Eight observations side by side in 64 bits: value p of observation i at 8 p + i. What is computed for one lane never
/// depends on another, so an observation has the same bits in whatever company it is evaluated.
/// </summary>
internal static class RowBlock
{
    /// <summary>Observations per block.</summary>
    public const int Lanes = 8;

    /// <summary>Packs up to eight rows; lanes that are left over repeat the last row.</summary>
    public static void Pack(MatrixView rows, int start, int count, Span<double> block)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            ReadOnlySpan<float> row = rows.Row(start + Math.Min(lane, count - 1));
            for (int p = 0, at = lane; p < row.Length; p++, at += Lanes) block[at] = row[p];
        }
    }

    /// <summary>differences[p] = block[p] - mean[p].</summary>
    public static void Subtract(ReadOnlySpan<double> block, ReadOnlySpan<double> mean, Span<double> differences)
    {
        for (int p = 0; p < mean.Length; p++)
        {
            TensorPrimitives.Subtract(block.Slice(p * Lanes, Lanes), mean[p], differences.Slice(p * Lanes, Lanes));
        }
    }

    /// <summary>squared = sum over p of block[p]^2; 0 for no rows.</summary>
    public static void SumOfSquares(ReadOnlySpan<double> block, Span<double> squared)
    {
        ref double x = ref MemoryMarshal.GetReference(block);
        Vector256<double> low = default, high = default;
        for (int at = 0; at < block.Length; at += Lanes)
        {
            Vector256<double> l = Vector256.LoadUnsafe(ref x, (nuint)at);
            Vector256<double> h = Vector256.LoadUnsafe(ref x, (nuint)at + 4);
            low = Vector256.MultiplyAddEstimate(l, l, low);
            high = Vector256.MultiplyAddEstimate(h, h, high);
        }

        low.CopyTo(squared);
        high.CopyTo(squared[4..]);
    }

    /// <summary>squared = sum over p of ((block[p] - mean[p]) scale[p])^2.</summary>
    public static void ScaledDistances(ReadOnlySpan<double> block, ReadOnlySpan<double> mean, ReadOnlySpan<double> scale, Span<double> squared)
    {
        ref double x = ref MemoryMarshal.GetReference(block);
        Vector256<double> low = default, high = default;
        for (int p = 0; p < mean.Length; p++)
        {
            Vector256<double> centre = Vector256.Create(mean[p]);
            Vector256<double> factor = Vector256.Create(scale[p]);
            Vector256<double> l = (Vector256.LoadUnsafe(ref x, (nuint)(p * Lanes)) - centre) * factor;
            Vector256<double> h = (Vector256.LoadUnsafe(ref x, (nuint)(p * Lanes) + 4) - centre) * factor;
            low = Vector256.MultiplyAddEstimate(l, l, low);
            high = Vector256.MultiplyAddEstimate(h, h, high);
        }

        low.CopyTo(squared);
        high.CopyTo(squared[4..]);
    }
}
