using System.Numerics;
using Sargam.Decoding;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// How fast each row changes from frame to frame, or how fast that changes: a derivative of the polynomial of the same degree
/// that fits the frames around (Savitzky and Golay, 1964; librosa: <c>feature.delta</c>, mode <c>interp</c>). Keeps buffers: not
/// thread-safe.
/// </summary>
/// <remarks>
/// Frames nearer to an end than half the width have the value of the first or last frame that is not: there the derivative of
/// the fitted polynomial is constant. A track shorter than the width, which librosa refuses, is fitted over the largest odd
/// number of frames it has; one with fewer than 3 frames does not change, which is 0.
/// </remarks>
public sealed class Delta
{
    private readonly int _order;
    private readonly float[] _weights;
    private float[] _source = [];
    private float[] _result = [];

    /// <summary>Prepares a derivative.</summary>
    /// <param name="order">1 for the slope per frame, 2 for the curvature per frame squared (librosa: <c>order</c>).</param>
    /// <param name="width">Frames that are fitted (librosa: <c>width</c>): odd, from 3 to 999.</param>
    /// <exception cref="ArgumentException">One of them is not such a number.</exception>
    public Delta(int order = 1, int width = 9)
    {
        if (order is not (1 or 2)) throw new ArgumentException($"the order of a delta must be 1 or 2, got {order}", nameof(order));
        if (width is < 3 or > 999 || width % 2 == 0) throw new ArgumentException($"the width of a delta must be odd, from 3 to 999, got {width}", nameof(width));
        _order = order;
        _weights = new float[width / 2 + 1];
    }

    /// <summary>The delta of the mel-frequency cepstral coefficients of one signal, coefficients x frames.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="order">1 or 2.</param>
    /// <param name="options">Default: 20 coefficients of 128 bands.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static Matrix Compute(AudioBuffer audio, int order = 1, MfccOptions? options = null, StftOptions? stftOptions = null)
    {
        var delta = new Delta(order);
        Matrix coefficients = Mfcc.Compute(audio, options, stftOptions);
        var result = new Matrix(coefficients.RowCount, coefficients.ColumnCount);
        for (int row = 0; row < result.RowCount; row++)
        {
            coefficients.Row(row).CopyTo(delta.Source(result.ColumnCount));
            delta.Differentiate(result.ColumnCount)[..result.ColumnCount].CopyTo(result.Row(row));
        }

        return result;
    }

    /// <summary>Differentiates every row.</summary>
    /// <param name="frames">Any rows; finite.</param>
    /// <param name="deltas">Destination, not the same; made as large as needed.</param>
    public void Apply(FrameBlocks frames, FrameBlocks deltas)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(deltas);
        deltas.Reset(frames.RowCount, frames.FrameCount);
        for (int row = 0; row < frames.RowCount; row++)
        {
            frames.CopyRow(row, Source(frames.FrameCount));
            ReadOnlySpan<float> result = Differentiate(frames.FrameCount);
            for (int block = 0; block < deltas.BlockCount; block++)
            {
                result.Slice(block * Lanes.Count, Lanes.Count).CopyTo(deltas.Block(block)[(row * Lanes.Count)..]);
            }
        }
    }

    private Span<float> Source(int frameCount) => ReusedBuffer.AtLeast(ref _source, Padded(frameCount))[..frameCount];

    // Whole vectors only: what is computed beyond the end is overwritten by the value of the last full fit.
    private ReadOnlySpan<float> Differentiate(int frameCount)
    {
        Span<float> result = ReusedBuffer.AtLeast(ref _result, Padded(frameCount));
        int half = Math.Min(_weights.Length - 1, (frameCount - 1) / 2);
        if (half < 1)
        {
            result.Clear();
            return result;
        }

        SetWeights(half);
        ReadOnlySpan<float> x = _source;
        int end = frameCount - half;
        for (int t = half; t < end; t += Lanes.Count)
        {
            Vector<float> sum = _order == 1 ? Slope(x, t, half) : Curvature(x, t, half);
            sum.CopyTo(result[t..]);
        }

        result[..half].Fill(result[half]);
        result[end..].Fill(result[end - 1]);
        return result;
    }

    // Differences before weights: the numbers are large beside how much they change.
    private Vector<float> Slope(ReadOnlySpan<float> x, int t, int half)
    {
        Vector<float> sum = Vector<float>.Zero;
        for (int j = 1; j <= half; j++) sum += _weights[j] * (new Vector<float>(x[(t + j)..]) - new Vector<float>(x[(t - j)..]));
        return sum;
    }

    private Vector<float> Curvature(ReadOnlySpan<float> x, int t, int half)
    {
        var centre = new Vector<float>(x[t..]);
        Vector<float> sum = Vector<float>.Zero;
        for (int j = 1; j <= half; j++)
        {
            sum += _weights[j] * ((new Vector<float>(x[(t + j)..]) - centre) + (new Vector<float>(x[(t - j)..]) - centre));
        }

        return sum;
    }

    private void SetWeights(int half)
    {
        double meanSquare = half * (half + 1) / 3.0;
        double norm = 0;
        for (int j = -half; j <= half; j++) norm += _order == 1 ? j * j : (j * j - meanSquare) * (j * j - meanSquare);
        for (int j = 1; j <= half; j++) _weights[j] = (float)(_order == 1 ? j / norm : 2 * (j * j - meanSquare) / norm);
    }

    private int Padded(int frameCount) => frameCount + _weights.Length + 2 * Lanes.Count;
}
