using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;
using static Sargam.Numerics.Spectral.LaneArithmetic;

namespace Sargam.Numerics.Spectral;

/// <summary>
/// The complex transform under <see cref="RealFft"/>: radix 4, decimation in frequency, in place, with a radix-2 last stage
/// when the size is no power of 4. Row 2k holds the real parts of element k in all lanes, row 2k + 1 the imaginary parts.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal static unsafe class ComplexFft<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>For each stage n = size, size/4, ... above 4, and each k below n/4: w^k, w^2k, w^3k with w = exp(-2 pi i / n).</summary>
    public static T[] Twiddles(int size)
    {
        var twiddles = new List<T>();
        for (int n = size; n > 4; n /= 4)
        {
            for (int k = 0; k < n / 4; k++)
            {
                for (int power = 1; power <= 3; power++)
                {
                    double angle = -2 * Math.PI * power * k / n;
                    twiddles.Add(T.CreateChecked(Math.Cos(angle)));
                    twiddles.Add(T.CreateChecked(Math.Sin(angle)));
                }
            }
        }

        return [.. twiddles];
    }

    /// <summary>Where <see cref="Finish"/> leaves element k: its digits in base 4 reversed.</summary>
    public static int[] Positions(int size)
    {
        var positions = new int[size];
        for (int k = 0; k < size; k++)
        {
            int rest = k;
            int n = size;
            for (; n >= 4; n /= 4, rest /= 4) positions[k] += rest % 4 * (n / 4);
            if (n == 2) positions[k] += rest;
        }

        return positions;
    }

    /// <summary>
    /// The first stage of n elements, for <paramref name="count"/> neighbours of each quarter. It may read from elsewhere than
    /// it writes to, so that the caller can produce the input piece by piece.
    /// </summary>
    /// <param name="source">The first quarter's elements.</param>
    /// <param name="sourceStep">Numbers from one quarter to the next.</param>
    /// <param name="destination">Where they belong in the first quarter of the result.</param>
    /// <param name="step">Numbers from one quarter of the result to the next.</param>
    /// <param name="count">Elements of each quarter.</param>
    /// <param name="twiddles">Those of the first of these elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Stage(T* source, nint sourceStep, T* destination, nint step, int count, T* twiddles)
    {
        int width = Vector<T>.Count;
        T* b = source + sourceStep, c = b + sourceStep, d = c + sourceStep;
        for (nint i = 0, end = (nint)count * 2 * width; i < end; i += 2 * width, destination += 2 * width, twiddles += 6)
        {
            Vector<T> aRe = Load(source + i), aIm = Load(source + i + width), cRe = Load(c + i), cIm = Load(c + i + width);
            Vector<T> sumRe = aRe + cRe, sumIm = aIm + cIm, differenceRe = aRe - cRe, differenceIm = aIm - cIm;
            Vector<T> bRe = Load(b + i), bIm = Load(b + i + width), dRe = Load(d + i), dIm = Load(d + i + width);
            Vector<T> oddRe = bRe + dRe, oddIm = bIm + dIm, turnedRe = bIm - dIm, turnedIm = dRe - bRe; // -i (b - d)
            (sumRe + oddRe).Store(destination);
            (sumIm + oddIm).Store(destination + width);
            StoreProduct(differenceRe + turnedRe, differenceIm + turnedIm, twiddles, destination + step);
            StoreProduct(sumRe - oddRe, sumIm - oddIm, twiddles + 2, destination + 2 * step);
            StoreProduct(differenceRe - turnedRe, differenceIm - turnedIm, twiddles + 4, destination + 3 * step);
        }
    }

    /// <summary>
    /// All stages after the first of n elements, n at least 8. Depth first: a part that fits the nearest cache is finished
    /// while it is there.
    /// </summary>
    /// <param name="x">The elements after <see cref="Stage"/>.</param>
    /// <param name="n">How many they are.</param>
    /// <param name="twiddles">Those of the next stage.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(T* x, int n, T* twiddles)
    {
        int quarter = n / 4;
        nint step = (nint)quarter * 2 * Vector<T>.Count;
        for (int part = 0; part < 4; part++, x += step)
        {
            if (quarter == 4)
            {
                LastFour(x);
            }
            else if (quarter == 2)
            {
                LastTwo(x);
            }
            else
            {
                Stage(x, step / 4, x, step / 4, quarter / 4, twiddles);
                Finish(x, quarter, twiddles + 6 * (quarter / 4));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreProduct(Vector<T> re, Vector<T> im, T* twiddle, T* destination)
    {
        Vector<T> wRe = new(twiddle[0]), wIm = new(twiddle[1]);
        MultiplyAdd(re, wRe, -(im * wIm)).Store(destination);
        MultiplyAdd(re, wIm, im * wRe).Store(destination + Vector<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LastFour(T* x)
    {
        int width = Vector<T>.Count;
        Vector<T> aRe = Load(x), aIm = Load(x + width), bRe = Load(x + 2 * width), bIm = Load(x + 3 * width);
        Vector<T> cRe = Load(x + 4 * width), cIm = Load(x + 5 * width), dRe = Load(x + 6 * width), dIm = Load(x + 7 * width);
        Vector<T> sumRe = aRe + cRe, sumIm = aIm + cIm, differenceRe = aRe - cRe, differenceIm = aIm - cIm;
        Vector<T> oddRe = bRe + dRe, oddIm = bIm + dIm, turnedRe = bIm - dIm, turnedIm = dRe - bRe;
        (sumRe + oddRe).Store(x);
        (sumIm + oddIm).Store(x + width);
        (differenceRe + turnedRe).Store(x + 2 * width);
        (differenceIm + turnedIm).Store(x + 3 * width);
        (sumRe - oddRe).Store(x + 4 * width);
        (sumIm - oddIm).Store(x + 5 * width);
        (differenceRe - turnedRe).Store(x + 6 * width);
        (differenceIm - turnedIm).Store(x + 7 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LastTwo(T* x)
    {
        int width = Vector<T>.Count;
        Vector<T> aRe = Load(x), aIm = Load(x + width), bRe = Load(x + 2 * width), bIm = Load(x + 3 * width);
        (aRe + bRe).Store(x);
        (aIm + bIm).Store(x + width);
        (aRe - bRe).Store(x + 2 * width);
        (aIm - bIm).Store(x + 3 * width);
    }
}
