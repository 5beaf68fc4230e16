using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Sargam.Numerics.Spectral;

/// <summary>
/// Windowed Fourier transforms of <see cref="Lanes.Count"/> overlapping frames of a real signal at once, one frame per SIMD
/// lane, so that nothing is shuffled inside the transform. Immutable and thread-safe; callers bring the buffers.
/// (numpy: <c>rfft(frame * window)</c>, unscaled.)
/// </summary>
public sealed unsafe class RealFft
{
    private const int PieceRowCount = 32;

    private readonly float[] _halfWindow;
    private readonly float[] _twiddles;
    private readonly float[] _splitTwiddles;
    private readonly int[] _positions;

    /// <summary>Prepares transforms of one size without a window.</summary>
    /// <param name="size">Samples per frame (librosa: <c>n_fft</c>): a power of two, at least 16.</param>
    /// <exception cref="ArgumentException"><paramref name="size"/> is not such a number.</exception>
    public RealFft(int size)
        : this(Ones(size))
    {
    }

    /// <summary>Prepares transforms that multiply each frame by a window first.</summary>
    /// <param name="window">As long as a frame: a power of two, at least 16.</param>
    /// <exception cref="ArgumentException">The length is not such a number.</exception>
    public RealFft(ReadOnlySpan<double> window)
    {
        RequireSize(window.Length);
        Size = window.Length;
        int half = Size / 2;
        _halfWindow = new float[Size];
        for (int i = 0; i < Size; i++) _halfWindow[i] = 0.5f * (float)window[i]; // the split needs halves: here they cost nothing
        _twiddles = ComplexFft.Twiddles(half);
        _positions = ComplexFft.Positions(half);
        _splitTwiddles = new float[half + 2];
        for (int k = 0; k <= half / 2; k++)
        {
            _splitTwiddles[2 * k] = (float)Math.Cos(-2 * Math.PI * k / Size);
            _splitTwiddles[2 * k + 1] = (float)Math.Sin(-2 * Math.PI * k / Size);
        }
    }

    /// <summary>Samples per frame.</summary>
    public int Size { get; }

    /// <summary>Frequencies per spectrum: <see cref="Size"/> / 2 + 1.</summary>
    public int BinCount => Size / 2 + 1;

    /// <summary>Samples that one call reads: the first frame starts at sample 0, the last <see cref="Lanes.Count"/> - 1 hops later.</summary>
    public int SampleCount(int hopLength) => checked((Lanes.Count - 1) * hopLength + Size);

    /// <summary>Squared magnitudes of the spectra of <see cref="Lanes.Count"/> frames.</summary>
    /// <param name="samples">At least <see cref="SampleCount"/> samples.</param>
    /// <param name="hopLength">Samples from one frame's start to the next's, at least 0.</param>
    /// <param name="workspace"><see cref="Size"/> rows, overwritten; from <see cref="Lanes.Allocate"/>.</param>
    /// <param name="power">Destination, [bin][lane]: <see cref="BinCount"/> rows. May not overlap the workspace.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PowerSpectra(ReadOnlySpan<float> samples, int hopLength, Span<float> workspace, Span<float> power)
    {
        Require(power.Length, BinCount * Lanes.Count, nameof(power));
        Transform(samples, hopLength, workspace);
        int width = Lanes.Count;
        int half = Size / 2;
        fixed (float* z = workspace, destination = power, twiddles = _splitTwiddles)
        fixed (int* positions = _positions)
        {
            Vector<float> first = Load(z) + Load(z + width), last = Load(z) - Load(z + width);
            (4f * first * first).Store(destination);
            (4f * last * last).Store(destination + half * width);
            for (int k = 1; k <= half / 2; k++)
            {
                float* low = z + positions[k] * 2 * width;
                float* high = z + positions[half - k] * 2 * width;
                Split(low, high, twiddles + 2 * k, out Vector<float> re, out Vector<float> im, out Vector<float> mirrorRe, out Vector<float> mirrorIm);
                MultiplyAddEstimate(re, re, im * im).Store(destination + k * width);
                MultiplyAddEstimate(mirrorRe, mirrorRe, mirrorIm * mirrorIm).Store(destination + (half - k) * width);
            }
        }
    }

    /// <summary>Complex spectra of <see cref="Lanes.Count"/> frames.</summary>
    /// <param name="samples">At least <see cref="SampleCount"/> samples.</param>
    /// <param name="hopLength">Samples from one frame's start to the next's, at least 0.</param>
    /// <param name="workspace"><see cref="Size"/> rows, overwritten.</param>
    /// <param name="real">Destination of the real parts, [bin][lane]: <see cref="BinCount"/> rows.</param>
    /// <param name="imaginary">Destination of the imaginary parts, the same.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Spectra(ReadOnlySpan<float> samples, int hopLength, Span<float> workspace, Span<float> real, Span<float> imaginary)
    {
        Require(real.Length, BinCount * Lanes.Count, nameof(real));
        Require(imaginary.Length, BinCount * Lanes.Count, nameof(imaginary));
        Transform(samples, hopLength, workspace);
        int width = Lanes.Count;
        int half = Size / 2;
        fixed (float* z = workspace, destinationRe = real, destinationIm = imaginary, twiddles = _splitTwiddles)
        fixed (int* positions = _positions)
        {
            (2f * (Load(z) + Load(z + width))).Store(destinationRe);
            (2f * (Load(z) - Load(z + width))).Store(destinationRe + half * width);
            Vector<float>.Zero.Store(destinationIm);
            Vector<float>.Zero.Store(destinationIm + half * width);
            for (int k = 1; k <= half / 2; k++)
            {
                float* low = z + positions[k] * 2 * width;
                float* high = z + positions[half - k] * 2 * width;
                Split(low, high, twiddles + 2 * k, out Vector<float> re, out Vector<float> im, out Vector<float> mirrorRe, out Vector<float> mirrorIm);
                re.Store(destinationRe + k * width);
                im.Store(destinationIm + k * width);
                mirrorRe.Store(destinationRe + (half - k) * width);
                mirrorIm.Store(destinationIm + (half - k) * width);
            }
        }
    }

    // Even samples are the real, odd ones the imaginary parts of half as many complex numbers. A frame's lanes are brought
    // together a few elements at a time and go through the first stage before they leave the nearest cache.
    private void Transform(ReadOnlySpan<float> samples, int hopLength, Span<float> workspace)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hopLength);
        Require(samples.Length, SampleCount(hopLength), nameof(samples));
        Require(workspace.Length, Size * Lanes.Count, nameof(workspace));
        int width = Lanes.Count;
        int quarter = Size / 4;
        int piece = Math.Min(quarter, PieceRowCount);
        float* gathered = stackalloc float[4 * PieceRowCount * width];
        fixed (float* source = samples, rows = workspace, window = _halfWindow, twiddles = _twiddles)
        {
            for (int row = 0; row < quarter; row += piece)
            {
                for (int part = 0, from = row; part < 4; part++, from += quarter)
                {
                    FrameTranspose.Load(source + from, hopLength, window + from, piece, gathered + part * piece * width);
                }

                ComplexFft.Stage(gathered, piece * width, rows + row * width, quarter * width, piece / 2, twiddles + row / 2 * 6);
            }

            ComplexFft.Finish(rows, Size / 2, twiddles + quarter / 2 * 6);
        }
    }

    // X[k] = E + w O and X[half - k] = conj(E - w O), with E = z[k] + conj z[half - k] and O = -i (z[k] - conj z[half - k]).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(
        float* low, float* high, float* twiddle,
        out Vector<float> re, out Vector<float> im, out Vector<float> mirrorRe, out Vector<float> mirrorIm)
    {
        Vector<float> lowRe = Load(low), lowIm = Load(low + Vector<float>.Count);
        Vector<float> highRe = Load(high), highIm = Load(high + Vector<float>.Count);
        Vector<float> evenRe = lowRe + highRe, evenIm = lowIm - highIm, oddRe = lowIm + highIm, oddIm = highRe - lowRe;
        Vector<float> wRe = new(twiddle[0]), wIm = new(twiddle[1]);
        re = MultiplyAddEstimate(oddRe, wRe, MultiplyAddEstimate(-oddIm, wIm, evenRe));
        im = MultiplyAddEstimate(oddRe, wIm, MultiplyAddEstimate(oddIm, wRe, evenIm));
        mirrorRe = MultiplyAddEstimate(-oddRe, wRe, MultiplyAddEstimate(oddIm, wIm, evenRe));
        mirrorIm = MultiplyAddEstimate(oddRe, wIm, MultiplyAddEstimate(oddIm, wRe, -evenIm));
    }

    private static double[] Ones(int size)
    {
        RequireSize(size);
        var window = new double[size];
        Array.Fill(window, 1);
        return window;
    }

    private static void RequireSize(int size)
    {
        if (size < 16 || !BitOperations.IsPow2(size))
        {
            throw new ArgumentException($"the size of a transform must be a power of two of at least 16, got {size}", nameof(size));
        }
    }

    private static void Require(int length, int needed, string name)
    {
        if (length < needed) throw new ArgumentException($"{name} must have at least {needed} elements, got {length}", name);
    }
}
