using System.Numerics;

namespace Sargam.Numerics.Spectral;

/// <summary>
/// Windowed Fourier transforms of <see cref="Lanes.Count"/> overlapping frames of a real signal at once, one frame per SIMD
/// lane, so that nothing is shuffled inside the transform. Immutable and thread-safe; callers bring the buffers.
/// (numpy: <c>rfft(frame * window)</c>, unscaled.)
/// </summary>
public sealed unsafe class RealFft
{
    private readonly RealTransform _transform;

    /// <summary>Prepares transforms of one size without a window.</summary>
    /// <param name="size">Samples per frame (librosa: <c>n_fft</c>): a power of two, at least 16.</param>
    /// <param name="precision">The arithmetic.</param>
    /// <exception cref="ArgumentException"><paramref name="size"/> is not such a number.</exception>
    public RealFft(int size, FftPrecision precision = FftPrecision.Bits32)
        : this(Ones(size), precision)
    {
    }

    /// <summary>Prepares transforms that multiply each frame by a window first.</summary>
    /// <param name="window">As long as a frame: a power of two, at least 16.</param>
    /// <param name="precision">The arithmetic.</param>
    /// <exception cref="ArgumentException">The length is not such a number.</exception>
    public RealFft(ReadOnlySpan<double> window, FftPrecision precision = FftPrecision.Bits32)
    {
        RequireSize(window.Length);
        Size = window.Length;
        Precision = precision;
        _transform = precision == FftPrecision.Bits64 ? new RealTransform<double>(window) : new RealTransform<float>(window);
    }

    /// <summary>Samples per frame.</summary>
    public int Size { get; }

    /// <summary>The arithmetic.</summary>
    public FftPrecision Precision { get; }

    /// <summary>Frequencies per spectrum: <see cref="Size"/> / 2 + 1.</summary>
    public int BinCount => Size / 2 + 1;

    /// <summary>Rows of a workspace: <see cref="Size"/>, twice as many for <see cref="FftPrecision.Bits64"/>.</summary>
    public int WorkspaceRowCount => _transform.WorkspaceRowCount;

    /// <summary>Samples that one call reads: the first frame starts at sample 0, the last <see cref="Lanes.Count"/> - 1 hops later.</summary>
    public int SampleCount(int hopLength) => checked((Lanes.Count - 1) * hopLength + Size);

    /// <summary>Squared magnitudes of the spectra of <see cref="Lanes.Count"/> frames.</summary>
    /// <param name="samples">At least <see cref="SampleCount"/> samples.</param>
    /// <param name="hopLength">Samples from one frame's start to the next's, at least 0.</param>
    /// <param name="workspace"><see cref="WorkspaceRowCount"/> rows, overwritten; from <see cref="Lanes.Allocate"/>.</param>
    /// <param name="power">Destination, [bin][lane]: <see cref="BinCount"/> rows. May not overlap the workspace.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void PowerSpectra(ReadOnlySpan<float> samples, int hopLength, Span<float> workspace, Span<float> power)
    {
        RequireInput(samples, hopLength, workspace);
        Require(power.Length, BinCount * Lanes.Count, nameof(power));
        fixed (float* source = samples, work = workspace, destination = power) _transform.Power(source, hopLength, work, destination);
    }

    /// <summary>Complex spectra of <see cref="Lanes.Count"/> frames.</summary>
    /// <param name="samples">At least <see cref="SampleCount"/> samples.</param>
    /// <param name="hopLength">Samples from one frame's start to the next's, at least 0.</param>
    /// <param name="workspace"><see cref="WorkspaceRowCount"/> rows, overwritten.</param>
    /// <param name="real">Destination of the real parts, [bin][lane]: <see cref="BinCount"/> rows.</param>
    /// <param name="imaginary">Destination of the imaginary parts, the same.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Spectra(ReadOnlySpan<float> samples, int hopLength, Span<float> workspace, Span<float> real, Span<float> imaginary)
    {
        RequireInput(samples, hopLength, workspace);
        Require(real.Length, BinCount * Lanes.Count, nameof(real));
        Require(imaginary.Length, BinCount * Lanes.Count, nameof(imaginary));
        fixed (float* source = samples, work = workspace, re = real, im = imaginary) _transform.Spectra(source, hopLength, work, re, im);
    }

    private void RequireInput(ReadOnlySpan<float> samples, int hopLength, Span<float> workspace)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hopLength);
        Require(samples.Length, SampleCount(hopLength), nameof(samples));
        Require(workspace.Length, WorkspaceRowCount * Lanes.Count, nameof(workspace));
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
