using System.Collections.Concurrent;
using System.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Numerics.Spectral;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// Hartley transforms (Bracewell, 1983) of the rows of a table, written as the columns of another: sums of x[n] (cos + sin)(2 pi k n / size).
/// Two passes transform a table in both directions and leave it upright. The transform is its own inverse but for the factor
/// 1 / size, and a convolution with a kernel that is even along both axes is a product element by element.
/// </summary>
internal sealed class HartleyPass(int size)
{
    private readonly RealFft _fft = new(size);
    private readonly ConcurrentBag<Buffers> _idle = [];

    /// <summary>Length of a row.</summary>
    public int Size => size;

    /// <summary>Transforms rows; a vector of rows at a time, so their number must be a multiple of <see cref="Lanes.Count"/>.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="sourceStride">Floats from one row to the next.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="destination">Value k of row r goes to k x stride + r.</param>
    /// <param name="destinationStride">See there.</param>
    /// <param name="keep">How many of the values of each row are written, from the first on.</param>
    /// <param name="factors">What each value is multiplied by, in the places of the destination; null leaves them.</param>
    public void Run(float[] source, int sourceStride, int rowCount, float[] destination, int destinationStride, int keep, float[]? factors)
    {
        int lanes = Lanes.Count;
        FixedChunks.ForEach(rowCount / lanes, 1, (block, _) =>
        {
            if (!_idle.TryTake(out Buffers? buffers)) buffers = new Buffers(_fft);
            ReadOnlySpan<float> rows = source.AsSpan(block * lanes * sourceStride, (lanes - 1) * sourceStride + size);
            _fft.Spectra(rows, sourceStride, buffers.Workspace.Span, buffers.Real.Span, buffers.Imaginary.Span);
            Store(buffers, destination.AsSpan(block * lanes), destinationStride, keep, factors is null ? default : factors.AsSpan(block * lanes));
            _idle.Add(buffers);
        });
    }

    private void Store(Buffers buffers, Span<float> destination, int stride, int keep, ReadOnlySpan<float> factors)
    {
        ReadOnlySpan<float> real = buffers.Real.Span;
        ReadOnlySpan<float> imaginary = buffers.Imaginary.Span;
        int lanes = Lanes.Count;
        for (int k = 0; k < keep; k++)
        {
            // A real signal's spectrum repeats: what lies beyond the middle is the conjugate of what lies before it.
            int at = Math.Min(k, size - k) * lanes;
            var re = new Vector<float>(real[at..]);
            var im = new Vector<float>(imaginary[at..]);
            Vector<float> value = 2 * k <= size ? re - im : re + im;
            if (!factors.IsEmpty) value *= new Vector<float>(factors[(k * stride)..]);
            value.CopyTo(destination[(k * stride)..]);
        }
    }

    private sealed class Buffers(RealFft fft)
    {
        public Memory<float> Workspace { get; } = Lanes.Allocate(fft.WorkspaceRowCount);

        public Memory<float> Real { get; } = Lanes.Allocate(fft.BinCount);

        public Memory<float> Imaginary { get; } = Lanes.Allocate(fft.BinCount);
    }
}
