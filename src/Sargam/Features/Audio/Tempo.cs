using Sargam.Decoding;
using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>
/// One tempo for a whole track: the lag at which its onsets repeat best, with a preference for lags around the usual tempo
/// (librosa: <c>feature.tempo</c>, aggregate mean). Keeps buffers: not thread-safe.
/// </summary>
public sealed class Tempo
{
    private readonly Tempogram _tempogram;
    private readonly double _tempoOfLagOne;
    private readonly double[] _logPrior;
    private readonly float[] _mean;

    /// <summary>Prepares window and tables.</summary>
    /// <param name="sampleRate">Samples per second, positive.</param>
    /// <param name="hopLength">Samples from one frame to the next, positive.</param>
    /// <param name="options">Default: around 120 beats per minute.</param>
    /// <exception cref="ArgumentException">An option is invalid, or no lag within the window is slower than MaxTempo.</exception>
    public Tempo(int sampleRate, int hopLength = 512, TempoOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hopLength);
        options ??= new TempoOptions();
        OptionError.ThrowIfAny(options.Validate(), nameof(TempoOptions));
        double frames = Math.Floor(options.WindowSeconds * sampleRate / hopLength);
        if (frames is < 2 or > 16384) throw new ArgumentException($"WindowSeconds must make 2 to 16384 frames of {hopLength} samples at {sampleRate} Hz, made {frames}", nameof(options));
        _tempogram = new Tempogram(new TempogramOptions { WindowLength = (int)frames });
        _mean = new float[(int)frames];
        _tempoOfLagOne = 60.0 * sampleRate / hopLength;
        if (!(_tempoOfLagOne / (_mean.Length - 1) < options.MaxTempo))
        {
            throw new ArgumentException($"MaxTempo must be above {_tempoOfLagOne / (_mean.Length - 1)}, the slowest tempo within the window, got {options.MaxTempo}", nameof(options));
        }

        _logPrior = LogPrior(options);
    }

    /// <summary>The tempo of one signal in beats per minute, 0 without onsets.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: around 120 beats per minute.</param>
    /// <param name="aggregate">Onset strength by the median, as librosa's <c>beat_track</c>, or by the mean, as its <c>tempo</c>.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static double Compute(
        AudioBuffer audio, TempoOptions? options = null, OnsetAggregate aggregate = OnsetAggregate.Median, StftOptions? stftOptions = null)
    {
        ArgumentNullException.ThrowIfNull(audio);
        stftOptions ??= new StftOptions();
        float[] strengths = OnsetStrength.Compute(audio, aggregate, stftOptions: stftOptions);
        return new Tempo(audio.SampleRate, stftOptions.HopLength, options).Estimate(strengths);
    }

    /// <summary>The tempo in beats per minute, one of those that last a whole number of frames; 0 where the strength is 0 throughout.</summary>
    /// <param name="onsetStrength">One number per frame, finite, not negative; see <see cref="OnsetStrength"/>.</param>
    public double Estimate(ReadOnlySpan<float> onsetStrength)
    {
        if (!onsetStrength.ContainsAnyExcept(0)) return 0;
        _tempogram.Mean(onsetStrength, _mean);
        int best = 0;
        double highest = double.NegativeInfinity;
        for (int lag = 1; lag < _mean.Length; lag++)
        {
            double score = Math.Log(1 + 1e6 * Math.Max(0, _mean[lag])) + _logPrior[lag];
            if (score > highest) (best, highest) = (lag, score);
        }

        return _tempoOfLagOne / best;
    }

    private double[] LogPrior(TempoOptions options)
    {
        var prior = new double[_mean.Length];
        for (int lag = 1; lag < prior.Length; lag++)
        {
            double tempo = _tempoOfLagOne / lag;
            double deviations = Math.Log2(tempo / options.ExpectedTempo) / options.DeviationOctaves;
            prior[lag] = tempo < options.MaxTempo ? -0.5 * deviations * deviations : double.NegativeInfinity;
        }

        return prior;
    }
}
