using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Decoding;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Tonal centroids: where the pitch classes of a frame lie on the circles of fifths, minor thirds and major thirds (librosa:
/// <c>feature.tonnetz</c>; Harte, Sandler and Gasser, "Detecting harmonic change in musical audio", 2006).
/// </summary>
public static class Tonnetz
{
    /// <summary>Numbers per frame: 6, sine and cosine on each circle.</summary>
    public const int RowCount = 6;

    // Smaller sums of a frame count as silence, as in ChromaStft.
    private const float SmallestNormal = 1.17549435E-38f;

    private static readonly Matrix Basis = CreateBasis();

    /// <summary>
    /// The tonal centroids of one signal, 6 x frames: from <see cref="ChromaStft"/>, where librosa would take a constant-Q
    /// chroma unless it is given one.
    /// </summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: the tuning is estimated.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static Matrix Compute(AudioBuffer audio, ChromaOptions? options = null, StftOptions? stftOptions = null)
    {
        var centroids = new FrameBlocks();
        Apply(ChromaStft.Visited(audio, options, stftOptions), centroids);
        return centroids.ToMatrix();
    }

    /// <summary>Places every frame.</summary>
    /// <param name="chroma">12 pitch classes from C, not negative.</param>
    /// <param name="centroids">Destination, from -1 to 1; made as large as needed. Zeros where the chroma is.</param>
    /// <exception cref="ArgumentException">There are not 12 pitch classes.</exception>
    public static void Apply(FrameBlocks chroma, FrameBlocks centroids)
    {
        ArgumentNullException.ThrowIfNull(chroma);
        ArgumentNullException.ThrowIfNull(centroids);
        if (chroma.RowCount != ChromaFilterBank.ChromaCount)
        {
            throw new ArgumentException($"there must be {ChromaFilterBank.ChromaCount} pitch classes, got {chroma.RowCount}", nameof(chroma));
        }

        centroids.Reset(RowCount, chroma.FrameCount);
        for (int block = 0; block < chroma.BlockCount; block++) Apply(chroma.Block(block), centroids.Block(block));
    }

    // Dividing afterwards by what the pitch classes add up to is the same as making them add up to 1.
    private static void Apply(ReadOnlySpan<float> chroma, Span<float> centroids)
    {
        LaneKernels.Multiply(Basis, chroma, centroids);
        Vector<float> sum = Vector<float>.Zero;
        foreach (Vector<float> row in MemoryMarshal.Cast<float, Vector<float>>(chroma)) sum += row;
        Vector<int> isSilent = Vector.LessThan(sum, new Vector<float>(SmallestNormal));
        Vector<float> divisor = Vector.ConditionalSelect(isSilent, Vector<float>.One, sum);
        foreach (ref Vector<float> row in MemoryMarshal.Cast<float, Vector<float>>(centroids)) row /= divisor;
    }

    private static Matrix CreateBasis()
    {
        var basis = new Matrix(RowCount, ChromaFilterBank.ChromaCount);
        ReadOnlySpan<double> turns = [7.0 / 6, 3.0 / 2, 2.0 / 3]; // half turns per semitone: fifths, minor thirds, major thirds
        ReadOnlySpan<double> radii = [1, 1, 0.5];
        for (int row = 0; row < RowCount; row++)
        {
            double quarter = row % 2 == 0 ? 0.5 : 0; // even rows are sines
            for (int chroma = 0; chroma < ChromaFilterBank.ChromaCount; chroma++)
            {
                basis[row, chroma] = (float)(radii[row / 2] * Math.Cos(Math.PI * (turns[row / 2] * chroma - quarter)));
            }
        }

        return basis;
    }
}
