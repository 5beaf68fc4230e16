using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sargam.Numerics.Spectral;

/// <summary>Turns frames that lie one after another into lanes, multiplying by the window on the way.</summary>
internal static unsafe class FrameTranspose
{
    /// <summary>rows[t][lane] = samples[lane * hop + t] * window[t] for t below length, a multiple of 4.</summary>
    public static void Load<T>(float* samples, nint hop, T* window, int length, T* rows)
        where T : unmanaged, INumberBase<T>
    {
        // Everything else here is Vector<T>, which has no shuffles; one element at a time this step alone would cost as much
        // as the transform.
        if (!Avx.IsSupported || Vector<float>.Count != 8) LoadScalar(samples, hop, window, length, rows);
        else if (typeof(T) == typeof(float)) LoadEight(samples, hop, (float*)window, length, (float*)rows);
        else LoadFour(samples, hop, (double*)window, length, (double*)rows);
    }

    private static void LoadScalar<T>(float* samples, nint hop, T* window, int length, T* rows)
        where T : unmanaged, INumberBase<T>
    {
        for (int t = 0; t < length; t++)
        {
            for (int lane = 0; lane < Vector<T>.Count; lane++) *rows++ = T.CreateChecked(samples[lane * hop + t]) * window[t];
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

    // Four time steps of four frames, widened before the product: the window is not rounded to 32 bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadFour(float* samples, nint hop, double* window, int length, double* rows)
    {
        for (int t = 0; t < length; t += 4, samples += 4, rows += 16)
        {
            Vector256<double> w = Vector256.Load(window + t);
            Vector256<double> a = Widen(samples) * w;
            Vector256<double> b = Widen(samples + hop) * w;
            Vector256<double> c = Widen(samples + 2 * hop) * w;
            Vector256<double> d = Widen(samples + 3 * hop) * w;
            Vector256<double> abEven = Avx.UnpackLow(a, b);
            Vector256<double> abOdd = Avx.UnpackHigh(a, b);
            Vector256<double> cdEven = Avx.UnpackLow(c, d);
            Vector256<double> cdOdd = Avx.UnpackHigh(c, d);
            Avx.Permute2x128(abEven, cdEven, 0x20).Store(rows);
            Avx.Permute2x128(abOdd, cdOdd, 0x20).Store(rows + 4);
            Avx.Permute2x128(abEven, cdEven, 0x31).Store(rows + 8);
            Avx.Permute2x128(abOdd, cdOdd, 0x31).Store(rows + 12);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(float* frame) => Avx.ConvertToVector256Double(Vector128.Load(frame));
}
