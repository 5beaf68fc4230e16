using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;
using static Sargam.Numerics.Spectral.LaneArithmetic;

namespace Sargam.Numerics.Spectral;

/// <summary>The worker under <see cref="RealFft"/>, in one of its precisions. All pointers are trusted.</summary>
internal abstract unsafe class RealTransform
{
    /// <summary>Rows of <see cref="Lanes.Count"/> floats that a call overwrites.</summary>
    public abstract int WorkspaceRowCount { get; }

    /// <summary>power[bin][lane].</summary>
    public abstract void Power(float* samples, nint hop, void* workspace, float* power);

    /// <summary>real[bin][lane] and imaginary[bin][lane].</summary>
    public abstract void Spectra(float* samples, nint hop, void* workspace, float* real, float* imaginary);
}

/// <summary>
/// A real transform as a complex one of half the size. A vector of doubles has half as many lanes as one of floats: the frames
/// of a call then go through the transform in two groups, whose results share the rows.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed unsafe class RealTransform<T> : RealTransform
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PieceRowCount = 32;

    private readonly int _size;
    private readonly T[] _halfWindow;
    private readonly T[] _twiddles;
    private readonly T[] _splitTwiddles;
    private readonly int[] _positions;

    public RealTransform(ReadOnlySpan<double> window)
    {
        _size = window.Length;
        int half = _size / 2;
        _halfWindow = new T[_size];
        for (int i = 0; i < _size; i++) _halfWindow[i] = T.CreateChecked(0.5 * window[i]); // the split needs halves: here they cost nothing
        _twiddles = ComplexFft<T>.Twiddles(half);
        _positions = ComplexFft<T>.Positions(half);
        _splitTwiddles = new T[half + 2];
        for (int k = 0; k <= half / 2; k++)
        {
            _splitTwiddles[2 * k] = T.CreateChecked(Math.Cos(-2 * Math.PI * k / _size));
            _splitTwiddles[2 * k + 1] = T.CreateChecked(Math.Sin(-2 * Math.PI * k / _size));
        }
    }

    public override int WorkspaceRowCount => _size * GroupCount;

    private static int GroupCount => Vector<float>.Count / Vector<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Power(float* samples, nint hop, void* workspace, float* power)
    {
        Transform(samples, hop, (T*)workspace);
        int width = Vector<float>.Count;
        int half = _size / 2;
        T* z = (T*)workspace;
        nint other = OtherGroup;
        Vector<T> four = Vector.Create(T.CreateChecked(4));
        fixed (T* twiddles = _splitTwiddles)
        fixed (int* positions = _positions)
        {
            Ends(z, out Vector<T> first, out Vector<T> last);
            Ends(z + other, out Vector<T> otherFirst, out Vector<T> otherLast);
            StoreRow(four * first * first, four * otherFirst * otherFirst, power);
            StoreRow(four * last * last, four * otherLast * otherLast, power + half * width);
            for (int k = 1; k <= half / 2; k++)
            {
                T* low = z + positions[k] * 2 * Vector<T>.Count;
                T* high = z + positions[half - k] * 2 * Vector<T>.Count;
                SplitPower(low, high, twiddles + 2 * k, out Vector<T> value, out Vector<T> mirror);
                Vector<T> otherValue = value, otherMirror = mirror;
                if (GroupCount > 1) SplitPower(low + other, high + other, twiddles + 2 * k, out otherValue, out otherMirror);
                StoreRow(value, otherValue, power + k * width);
                StoreRow(mirror, otherMirror, power + (half - k) * width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Spectra(float* samples, nint hop, void* workspace, float* real, float* imaginary)
    {
        Transform(samples, hop, (T*)workspace);
        int width = Vector<float>.Count;
        int half = _size / 2;
        T* z = (T*)workspace;
        nint other = OtherGroup;
        Vector<T> two = Vector.Create(T.CreateChecked(2));
        fixed (T* twiddles = _splitTwiddles)
        fixed (int* positions = _positions)
        {
            Ends(z, out Vector<T> first, out Vector<T> last);
            Ends(z + other, out Vector<T> otherFirst, out Vector<T> otherLast);
            StoreRow(two * first, two * otherFirst, real);
            StoreRow(two * last, two * otherLast, real + half * width);
            Vector<float>.Zero.Store(imaginary);
            Vector<float>.Zero.Store(imaginary + half * width);
            for (int k = 1; k <= half / 2; k++)
            {
                T* low = z + positions[k] * 2 * Vector<T>.Count;
                T* high = z + positions[half - k] * 2 * Vector<T>.Count;
                Split(low, high, twiddles + 2 * k, out Vector<T> re, out Vector<T> im, out Vector<T> mirrorRe, out Vector<T> mirrorIm);
                Split(low + other, high + other, twiddles + 2 * k, out Vector<T> otherRe, out Vector<T> otherIm, out Vector<T> otherMirrorRe, out Vector<T> otherMirrorIm);
                StoreRow(re, otherRe, real + k * width);
                StoreRow(im, otherIm, imaginary + k * width);
                StoreRow(mirrorRe, otherMirrorRe, real + (half - k) * width);
                StoreRow(mirrorIm, otherMirrorIm, imaginary + (half - k) * width);
            }
        }
    }

    // From a frame of the first group to the frame of the second that shares its rows; none when there is one group.
    private nint OtherGroup => (nint)(GroupCount - 1) * _size * Vector<T>.Count;

    private void Transform(float* samples, nint hop, T* workspace)
    {
        for (int group = 0; group < GroupCount; group++)
        {
            TransformGroup(samples + group * Vector<T>.Count * hop, hop, workspace + group * _size * Vector<T>.Count);
        }
    }

    // Even samples are the real, odd ones the imaginary parts of half as many complex numbers. A frame's lanes are brought
    // together a few elements at a time and go through the first stage before they leave the nearest cache.
    private void TransformGroup(float* source, nint hop, T* rows)
    {
        int width = Vector<T>.Count;
        int quarter = _size / 4;
        int piece = Math.Min(quarter, PieceRowCount);
        T* gathered = stackalloc T[4 * PieceRowCount * width];
        fixed (T* window = _halfWindow, twiddles = _twiddles)
        {
            for (int row = 0; row < quarter; row += piece)
            {
                for (int part = 0, from = row; part < 4; part++, from += quarter)
                {
                    FrameTranspose.Load(source + from, hop, window + from, piece, gathered + part * piece * width);
                }

                ComplexFft<T>.Stage(gathered, piece * width, rows + row * width, quarter * width, piece / 2, twiddles + row / 2 * 6);
            }

            ComplexFft<T>.Finish(rows, _size / 2, twiddles + quarter / 2 * 6);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ends(T* z, out Vector<T> first, out Vector<T> last)
    {
        Vector<T> re = Load(z), im = Load(z + Vector<T>.Count);
        first = re + im;
        last = re - im;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitPower(T* low, T* high, T* twiddle, out Vector<T> value, out Vector<T> mirror)
    {
        Split(low, high, twiddle, out Vector<T> re, out Vector<T> im, out Vector<T> mirrorRe, out Vector<T> mirrorIm);
        value = MultiplyAdd(re, re, im * im);
        mirror = MultiplyAdd(mirrorRe, mirrorRe, mirrorIm * mirrorIm);
    }

    // X[k] = E + w O and X[half - k] = conj(E - w O), with E = z[k] + conj z[half - k] and O = -i (z[k] - conj z[half - k]).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        T* low, T* high, T* twiddle, out Vector<T> re, out Vector<T> im, out Vector<T> mirrorRe, out Vector<T> mirrorIm)
    {
        Vector<T> lowRe = Load(low), lowIm = Load(low + Vector<T>.Count);
        Vector<T> highRe = Load(high), highIm = Load(high + Vector<T>.Count);
        Vector<T> evenRe = lowRe + highRe, evenIm = lowIm - highIm, oddRe = lowIm + highIm, oddIm = highRe - lowRe;
        Vector<T> wRe = new(twiddle[0]), wIm = new(twiddle[1]);
        re = MultiplyAdd(oddRe, wRe, MultiplyAdd(-oddIm, wIm, evenRe));
        im = MultiplyAdd(oddRe, wIm, MultiplyAdd(oddIm, wRe, evenIm));
        mirrorRe = MultiplyAdd(-oddRe, wRe, MultiplyAdd(oddIm, wIm, evenRe));
        mirrorIm = MultiplyAdd(oddRe, wIm, MultiplyAdd(oddIm, wRe, -evenIm));
    }
}
