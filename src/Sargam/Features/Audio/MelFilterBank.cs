using Sargam.Learning;
using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>The filters of <see cref="MelOptions"/> for one sample rate and FFT size (librosa: <c>filters.mel</c>). Immutable.</summary>
public sealed class MelFilterBank
{
    private readonly int[] _firstBins;
    private readonly int[] _lengths;
    private readonly float[] _weights;

    /// <summary>Computes the filters. A band that is narrower than a bin may be empty, as in librosa.</summary>
    /// <exception cref="ArgumentException">The options are invalid at this sample rate.</exception>
    public MelFilterBank(int sampleRate, int fftSize, MelOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftSize, 2);
        options ??= new MelOptions();
        OptionError.ThrowIfAny(options.Validate(sampleRate), nameof(MelOptions));
        BinCount = fftSize / 2 + 1;
        _firstBins = new int[options.MelBandCount];
        _lengths = new int[options.MelBandCount];
        var weights = new List<float>();
        double[] edges = MelScale.Frequencies(options.MelBandCount + 2, options.MinFrequency, options.MaxFrequency ?? sampleRate / 2.0);
        for (int band = 0; band < BandCount; band++)
        {
            int before = weights.Count;
            _firstBins[band] = AddTriangle(weights, edges.AsSpan(band, 3), (double)sampleRate / fftSize, BinCount);
            _lengths[band] = weights.Count - before;
        }

        _weights = [.. weights];
    }

    /// <summary>Number of bands.</summary>
    public int BandCount => _lengths.Length;

    /// <summary>Number of frequencies per spectrum.</summary>
    public int BinCount { get; }

    /// <summary>The filters as a dense matrix, bands x bins.</summary>
    public Matrix ToMatrix()
    {
        var matrix = new Matrix(BandCount, BinCount);
        ReadOnlySpan<float> weights = _weights;
        for (int band = 0; band < BandCount; band++)
        {
            weights[.._lengths[band]].CopyTo(matrix.Row(band)[_firstBins[band]..]);
            weights = weights[_lengths[band]..];
        }

        return matrix;
    }

    /// <summary>Mel bands of a block of power spectra.</summary>
    /// <param name="power">[bin][lane].</param>
    /// <param name="bands">Destination, [band][lane].</param>
    public void Apply(ReadOnlySpan<float> power, Span<float> bands) =>
        LaneKernels.MultiplyBanded(_weights, _firstBins, _lengths, power, bands);

    // Returns the first bin of the triangle; its weights are not zero.
    private static int AddTriangle(List<float> weights, ReadOnlySpan<double> edges, double hertzPerBin, int binCount)
    {
        double scale = 2 / (edges[2] - edges[0]);
        int first = -1;
        for (int bin = 0; bin < binCount; bin++)
        {
            double frequency = bin * hertzPerBin;
            double rising = (frequency - edges[0]) / (edges[1] - edges[0]);
            double falling = (edges[2] - frequency) / (edges[2] - edges[1]);
            double weight = Math.Min(rising, falling);
            if (weight <= 0) continue;
            if (first < 0) first = bin;
            weights.Add((float)(weight * scale));
        }

        return Math.Max(first, 0);
    }
}
