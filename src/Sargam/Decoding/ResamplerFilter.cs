using Sargam.Numerics.Spectral;

namespace Sargam.Decoding;

/// <summary>
/// The filter between two rates, tabulated. Where the ratio in lowest terms has few phases there is one row of taps for each;
/// otherwise rows at evenly spaced phases, between which results are interpolated (to -118 dB). Immutable.
/// </summary>
internal sealed class ResamplerFilter
{
    private const double PassBandEnd = 0.91; // of the lower Nyquist frequency
    private const double StopBandStart = 1.01;
    private const double AttenuationDecibels = 116;
    private const int LargestExactTable = 1 << 20; // floats: 4 MB
    private const int InterpolatedPhasesPerSample = 1024; // a sample of the lower rate
    private const int TapMultiple = 16; // pairs of vectors

    private static readonly Func<double, double> Window = WindowFunction.Kaiser(WindowFunction.KaiserBeta(AttenuationDecibels));

    private readonly float[] _taps;
    private readonly int _reach; // samples before an output's position that it reads, the one at the position included
    private readonly int _phaseCount;

    /// <summary>Computes the taps for a ratio in lowest terms, within a factor of <see cref="Resampler.MaxRatio"/>.</summary>
    public ResamplerFilter(int inputPeriod, int outputPeriod)
    {
        InputPeriod = inputPeriod;
        OutputPeriod = outputPeriod;
        double scale = Math.Min(1, (double)outputPeriod / inputPeriod); // samples of the lower rate per input sample
        double transition = Math.PI * (StopBandStart - PassBandEnd);
        double halfWidth = (AttenuationDecibels - 7.95) / (2.285 * transition) / 2; // Kaiser's estimate, samples of the lower rate
        _reach = (int)Math.Ceiling(halfWidth / scale);
        TapCount = (2 * _reach + TapMultiple - 1) / TapMultiple * TapMultiple;
        IsExact = (long)TapCount * outputPeriod <= LargestExactTable;
        _phaseCount = IsExact ? outputPeriod : Math.Max(4, (int)Math.Ceiling(InterpolatedPhasesPerSample * scale));
        _taps = new float[TapCount * (IsExact ? _phaseCount : _phaseCount + 1)];
        for (int phase = 0; phase < _taps.Length / TapCount; phase++)
        {
            FillPhase(_taps.AsSpan(phase * TapCount, TapCount), (double)phase / _phaseCount, scale, halfWidth);
        }
    }

    /// <summary>Whether there is a row of taps for every phase.</summary>
    public bool IsExact { get; }

    /// <summary>Input samples after which the phases repeat.</summary>
    public int InputPeriod { get; }

    /// <summary>Output samples after which the phases repeat.</summary>
    public int OutputPeriod { get; }

    /// <summary>Samples that each output reads.</summary>
    public int TapCount { get; }

    /// <summary>Number of the first sample that an output reads; negative near the start.</summary>
    public long FirstSample(long output) => output * InputPeriod / OutputPeriod - _reach + 1;

    /// <summary>The first output that reads no sample before the given one.</summary>
    public long FirstOutputReading(long sample)
    {
        long position = Math.Max(0, sample + _reach - 1);
        return (position * OutputPeriod + InputPeriod - 1) / InputPeriod;
    }

    /// <summary>The row of an output, when <see cref="IsExact"/>.</summary>
    public int PhaseOf(long output) => (int)(output * InputPeriod % OutputPeriod);

    /// <summary>The row just below an output's phase, and how far the phase lies towards the next.</summary>
    public int PhaseBelow(long output, out float fraction)
    {
        double position = (double)(output * InputPeriod % OutputPeriod) / OutputPeriod * _phaseCount;
        int phase = Math.Min((int)position, _phaseCount - 1);
        fraction = (float)(position - phase);
        return phase;
    }

    /// <summary>One row of taps.</summary>
    public ReadOnlySpan<float> Phase(int phase) => _taps.AsSpan(phase * TapCount, TapCount);

    // Tap j weighs the sample j - reach + 1 - phase away from the output's position. Each row adds up to 1, so that a constant
    // stays one.
    private void FillPhase(Span<float> taps, double phase, double scale, double halfWidth)
    {
        const double Cutoff = (PassBandEnd + StopBandStart) / 2;
        var exact = new double[taps.Length];
        double sum = 0;
        for (int j = 0; j < exact.Length; j++)
        {
            double x = (j - _reach + 1 - phase) * scale;
            double angle = Math.PI * Cutoff * x;
            double sinc = Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle;
            exact[j] = sinc * Window(x / halfWidth);
            sum += exact[j];
        }

        for (int j = 0; j < exact.Length; j++) taps[j] = (float)(exact[j] / sum);
    }
}
