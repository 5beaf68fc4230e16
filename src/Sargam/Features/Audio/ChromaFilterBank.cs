using Sargam.Numerics;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Filters that gather the power of each of the twelve pitch classes, C to B, over all octaves (librosa:
/// <c>filters.chroma</c>; Ellis, "Chroma feature analysis and synthesis", 2007). Immutable.
/// </summary>
public sealed class ChromaFilterBank
{
    /// <summary>Pitch classes: 12.</summary>
    public const int ChromaCount = 12;

    // The octaves around the one above A4 count most: a Gaussian, in octaves above 27.5 Hz (librosa: ctroct, octwidth).
    private const double CentreOctave = 5;
    private const double OctaveWidth = 2;

    private readonly Matrix _weights;

    /// <summary>Computes the filters.</summary>
    /// <param name="sampleRate">Samples per second, at least 1.</param>
    /// <param name="fftSize">Samples per frame, at least 2.</param>
    /// <param name="tuning">How much higher than A = 440 Hz the music is tuned, in semitones; finite.</param>
    public ChromaFilterBank(int sampleRate, int fftSize, double tuning = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftSize, 2);
        if (!double.IsFinite(tuning)) throw new ArgumentOutOfRangeException(nameof(tuning), tuning, $"tuning must be finite, got {tuning}");
        Tuning = tuning;
        double[] semitones = Semitones(sampleRate, fftSize, tuning);
        _weights = new Matrix(ChromaCount, fftSize / 2 + 1);
        Span<double> column = stackalloc double[ChromaCount];
        for (int bin = 0; bin < BinCount; bin++)
        {
            FillColumn(semitones[bin], Math.Max(1, semitones[bin + 1] - semitones[bin]), column);
            for (int chroma = 0; chroma < ChromaCount; chroma++) _weights[chroma, bin] = (float)column[chroma];
        }
    }

    /// <summary>How much higher than A = 440 Hz the filters are tuned, in semitones (librosa: <c>tuning</c>).</summary>
    public double Tuning { get; }

    /// <summary>Number of frequencies per spectrum.</summary>
    public int BinCount => _weights.ColumnCount;

    /// <summary>The filters, pitch classes x bins.</summary>
    public Matrix ToMatrix() => _weights.View.ToMatrix();

    /// <summary>Power of the pitch classes of a block of power spectra.</summary>
    /// <param name="power">[bin][lane].</param>
    /// <param name="chroma">Destination, [pitch class][lane].</param>
    public void Apply(ReadOnlySpan<float> power, Span<float> chroma) => LaneKernels.Multiply(_weights, power, chroma);

    // Semitones above 27.5 Hz of every bin and the one after the last. Bin 0 has no pitch: librosa puts it 1.5 octaves under bin 1.
    private static double[] Semitones(int sampleRate, int fftSize, double tuning)
    {
        double reference = 440 * Math.Pow(2, tuning / ChromaCount) / 16;
        var semitones = new double[fftSize / 2 + 2];
        for (int bin = 1; bin < semitones.Length; bin++)
        {
            semitones[bin] = ChromaCount * Math.Log2((double)bin * sampleRate / fftSize / reference);
        }

        semitones[0] = semitones[1] - 1.5 * ChromaCount;
        return semitones;
    }

    // Gaussian bumps around each pitch class, as wide as the bin where bins are wider than a semitone.
    private static void FillColumn(double semitone, double width, Span<double> column)
    {
        double squares = 0;
        for (int chroma = 0; chroma < ChromaCount; chroma++)
        {
            double distance = semitone - (chroma - 9); // chroma 0 is C, 9 semitones under A
            distance -= ChromaCount * Math.Floor((distance + ChromaCount / 2) / ChromaCount);
            double bump = 2 * distance / width;
            column[chroma] = Math.Exp(-0.5 * bump * bump);
            squares += column[chroma] * column[chroma];
        }

        double octaves = (semitone / ChromaCount - CentreOctave) / OctaveWidth;
        double scale = Math.Exp(-0.5 * octaves * octaves) / Math.Sqrt(squares);
        foreach (ref double weight in column) weight *= scale;
    }
}
