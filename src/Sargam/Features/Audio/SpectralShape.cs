using System.Numerics;
using Sargam.Decoding;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Four numbers that describe where the energy of a spectrum lies (librosa: <c>feature.spectral_centroid</c>,
/// <c>spectral_bandwidth</c>, <c>spectral_rolloff</c>, <c>spectral_flatness</c>). Not thread-safe.
/// </summary>
/// <param name="sampleRate">Samples per second.</param>
/// <param name="fftSize">Samples per frame.</param>
public sealed class SpectralShape(int sampleRate, int fftSize) : IPowerSpectrumVisitor
{
    /// <summary>Row of the centre of gravity of the magnitudes, in Hz; 0 for a silent frame.</summary>
    public const int CentroidRow = 0;

    /// <summary>Row of the magnitudes' standard deviation around the centroid, in Hz.</summary>
    public const int BandwidthRow = 1;

    /// <summary>Row of the lowest bin frequency below which 85 % of the magnitudes lie, in Hz.</summary>
    public const int RolloffRow = 2;

    /// <summary>Row of the geometric mean of the power over its mean: 0 for a tone, near 0.56 for white noise, 1 when all are equal.</summary>
    public const int FlatnessRow = 3;

    private const int RowCount = 4;
    private const double RolloffShare = 0.85;
    private const float MinPower = 1e-10f;

    // Powers lie between 1e-10 and 1e20: a product of so many stays within a double.
    private const int FactorCount = 12;

    private readonly double _hertzPerBin = (double)sampleRate / fftSize;
    private readonly Memory<float> _magnitudes = Lanes.Allocate(fftSize / 2 + 1);

    /// <summary>The four rows of the track visited last.</summary>
    public FrameBlocks Rows { get; } = new();

    /// <summary>The four rows of one signal, 4 x frames.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static Matrix Compute(AudioBuffer audio, StftOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var stft = new Stft(options);
        var shape = new SpectralShape(audio.SampleRate, stft.Options.FftSize);
        stft.Analyze(audio.Samples.Span, stft.CreateWorkspace(), [shape]);
        return shape.Rows.ToMatrix();
    }

    /// <inheritdoc/>
    public void Begin(int frameCount) => Rows.Reset(RowCount, frameCount);

    /// <inheritdoc/>
    public void Visit(PowerSpectrumBlock block)
    {
        Span<float> rows = Rows.Block(block.FirstFrame / Lanes.Count);
        Span<float> magnitudes = _magnitudes.Span;
        for (int i = 0; i < block.Power.Length; i += Lanes.Count) Vector.SquareRoot(new Vector<float>(block.Power[i..])).CopyTo(magnitudes[i..]);
        for (int half = 0; half < Lanes.Count; half += Vector<double>.Count) VisitLanes(block.Power, magnitudes, half, rows);
    }

    // In doubles, half of the lanes at a time: sums over a thousand bins keep all digits of a float.
    private void VisitLanes(ReadOnlySpan<float> power, ReadOnlySpan<float> magnitudes, int lane, Span<float> rows)
    {
        int binCount = power.Length / Lanes.Count;
        Vector<double> sum = default, moment = default, powerSum = default, logarithm = default, product = Vector<double>.One;
        for (int bin = 0; bin < binCount; bin++)
        {
            Vector<double> value = Half(power, bin, lane);
            Vector<double> magnitude = Half(magnitudes, bin, lane);
            sum += magnitude;
            moment += magnitude * bin;
            Vector<double> floored = Vector.Max(value, new Vector<double>(MinPower));
            powerSum += floored;
            product *= floored;
            if (bin % FactorCount != FactorCount - 1) continue;
            logarithm += Vector.Log(product);
            product = Vector<double>.One;
        }

        logarithm += Vector.Log(product);
        // A silent frame's magnitudes are all 0, and so is everything that is divided by 1 instead.
        Vector<double> total = Vector.ConditionalSelect(Vector.Equals(sum, Vector<double>.Zero), Vector<double>.One, sum);
        Vector<double> centroid = moment / total;
        (Vector<double> spread, Vector<double> rolloff) = SpreadAndRolloff(magnitudes, lane, centroid, sum * RolloffShare);
        Store(centroid * _hertzPerBin, CentroidRow, lane, rows);
        Store(Vector.SquareRoot(spread / total) * _hertzPerBin, BandwidthRow, lane, rows);
        Store(rolloff * _hertzPerBin, RolloffRow, lane, rows);
        Store(Vector.Exp(logarithm / binCount) / (powerSum / binCount), FlatnessRow, lane, rows);
    }

    private static (Vector<double> Spread, Vector<double> Rolloff) SpreadAndRolloff(
        ReadOnlySpan<float> magnitudes, int lane, Vector<double> centroid, Vector<double> threshold)
    {
        Vector<double> spread = default, cumulated = default, binsBelow = default;
        int binCount = magnitudes.Length / Lanes.Count;
        for (int bin = 0; bin < binCount; bin++)
        {
            Vector<double> magnitude = Half(magnitudes, bin, lane);
            Vector<double> distance = new Vector<double>(bin) - centroid;
            spread += distance * distance * magnitude;
            cumulated += magnitude;
            binsBelow += Vector.ConditionalSelect(Vector.LessThan(cumulated, threshold), Vector<double>.One, Vector<double>.Zero);
        }

        return (spread, binsBelow);
    }

    private static Vector<double> Half(ReadOnlySpan<float> rows, int bin, int lane)
    {
        var row = new Vector<float>(rows[(bin * Lanes.Count)..]);
        return lane == 0 ? Vector.WidenLower(row) : Vector.WidenUpper(row);
    }

    private static void Store(Vector<double> values, int row, int lane, Span<float> rows)
    {
        for (int i = 0; i < Vector<double>.Count; i++) rows[row * Lanes.Count + lane + i] = (float)values[i];
    }
}
