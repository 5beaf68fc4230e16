using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sargam.Numerics.Spectral;

/// <summary>Turns frames that lie one after another into lanes, multiplying by the window on the way.</summary>
internal static unsafe class FrameTranspose
{
    /// <summary>rows[t][lane] = samples[lane * hop + t] * window[t] for t below length, a multiple of 4.</summary>
    public static void Load(float* samples, nint hop, float* window, int length, float* rows)
    {
        // Everything else here is Vector<float>, which has no shuffles; one element at a time this step alone would cost as
        // much as the transform.
        if (Avx.IsSupported && Vector<float>.Count == 8) LoadEight(samples, hop, window, length, rows);
        else LoadScalar(samples, hop, window, length, rows);
    }

    private static void LoadScalar(float* samples, nint hop, float* window, int length, float* rows)
    {
        for (int t = 0; t < length; t++)
        {
            for (int lane = 0; lane < Vector<float>.Count; lane++) *rows++ = samples[lane * hop + t] * window[t];
        }
    }

    // Four time steps of eight frames: loading frame l into the lower and l + 4 into the upper half makes the 128-bit
    // halves two independent 4 x 4 transposes, which need no shuffles across the halves.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadEight(float* samples, nint hop, float* window, int length, float* rows)
    {
        for (int t = 0; t < length; t += 4, samples += 4, rows += 32)
        {
            Vector128<float> half = Vector128.Load(window + t);
            Vector256<float> w = Vector256.Create(half, half);
            Vector256<float> a = Pair(samples, hop) * w;
            Vector256<float> b = Pair(samples + hop, hop) * w;
            Vector256<float> c = Pair(samples + 2 * hop, hop) * w;
            Vector256<float> d = Pair(samples + 3 * hop, hop) * w;
            Vector256<float> abLow = Avx.UnpackLow(a, b);
            Vector256<float> abHigh = Avx.UnpackHigh(a, b);
            Vector256<float> cdLow = Avx.UnpackLow(c, d);
            Vector256<float> cdHigh = Avx.UnpackHigh(c, d);
            Avx.Shuffle(abLow, cdLow, 0b01_00_01_00).Store(rows);
            Avx.Shuffle(abLow, cdLow, 0b11_10_11_10).Store(rows + 8);
            Avx.Shuffle(abHigh, cdHigh, 0b01_00_01_00).Store(rows + 16);
            Avx.Shuffle(abHigh, cdHigh, 0b11_10_11_10).Store(rows + 24);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* frame, nint hop) => Vector256.Create(Vector128.Load(frame), Vector128.Load(frame + 4 * hop));
}
