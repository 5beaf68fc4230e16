using System.Numerics.Tensors;
using Sargam.Decoding;
using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>
/// Places beats on strong onsets at nearly even distances, by dynamic programming (Ellis, 2007; librosa: <c>beat.beat_track</c>).
/// Keeps buffers: not thread-safe.
/// </summary>
public sealed class BeatTracker
{
    /// <summary>Share of the largest local score below which no track begins.</summary>
    private const double FirstBeatThreshold = 0.01;

    private const double SmallestNormal = 1.17549435e-38; // of 32 bits

    private readonly BeatTrackerOptions _options;
    private readonly double _frameRate;
    private readonly Tempo _tempo;
    private readonly List<double> _peaks = [];
    private readonly List<int> _beats = [];
    private double[] _window = [];
    private double[] _penalties = [];
    private double[] _padded = [];
    private double[] _scores = [];
    private int[] _previous = [];

    /// <summary>Prepares for a frame rate.</summary>
    /// <param name="sampleRate">Samples per second, positive.</param>
    /// <param name="hopLength">Samples from one frame to the next, positive.</param>
    /// <param name="options">Default: tightness 100, weak ends left out.</param>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    public BeatTracker(int sampleRate, int hopLength = 512, BeatTrackerOptions? options = null)
    {
        _options = options ?? new BeatTrackerOptions();
        OptionError.ThrowIfAny(_options.Validate(), nameof(BeatTrackerOptions));
        _tempo = new Tempo(sampleRate, hopLength, _options.Tempo);
        _frameRate = (double)sampleRate / hopLength;
    }

    /// <summary>Tempo and beats of one signal, from the onset strength by the median.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: tightness 100, weak ends left out.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static BeatTrack Compute(AudioBuffer audio, BeatTrackerOptions? options = null, StftOptions? stftOptions = null)
    {
        ArgumentNullException.ThrowIfNull(audio);
        stftOptions ??= new StftOptions();
        float[] strengths = OnsetStrength.Compute(audio, OnsetAggregate.Median, stftOptions: stftOptions);
        return new BeatTracker(audio.SampleRate, stftOptions.HopLength, options).Track(strengths);
    }

    /// <summary>Finds the tempo, then the beats.</summary>
    /// <param name="onsetStrength">One number per frame, finite, not negative; librosa takes <see cref="OnsetAggregate.Median"/>.</param>
    public BeatTrack Track(ReadOnlySpan<float> onsetStrength)
    {
        double tempo = _tempo.Estimate(onsetStrength);
        return tempo == 0 ? new BeatTrack(0, []) : Track(onsetStrength, tempo);
    }

    /// <summary>Finds the beats at a tempo (librosa: <c>bpm</c>).</summary>
    /// <param name="onsetStrength">One number per frame, finite, not negative.</param>
    /// <param name="tempo">Beats per minute, positive, slow enough for a beat to last at least a frame.</param>
    /// <exception cref="ArgumentException">The tempo is not such a number.</exception>
    public BeatTrack Track(ReadOnlySpan<float> onsetStrength, double tempo)
    {
        double period = Math.Round(60 * _frameRate / tempo);
        if (!(tempo > 0 && period >= 1)) throw new ArgumentException($"the tempo must be positive and at most {120 * _frameRate:g4}, got {tempo}", nameof(tempo));
        if (!onsetStrength.ContainsAnyExcept(0)) return new BeatTrack(tempo, []);

        // Beats further apart than the track is long cannot follow each other: a longer period changes nothing.
        int frames = (int)Math.Min(period, 2.0 * onsetStrength.Length + 2);
        ReadOnlySpan<double> local = LocalScores(onsetStrength, frames);
        Link(local, frames);
        FollowBack(LastBeat(local.Length));
        if (_beats.Count > 0) Trim(local);
        return new BeatTrack(tempo, [.. _beats]);
    }

    // Onset strengths in units of their standard deviation, smoothed by a Gaussian of a 32nd of the period. As in librosa, the
    // strength of frame 0 does not count (it is 0 anyway when it comes from a spectrogram).
    private ReadOnlySpan<double> LocalScores(ReadOnlySpan<float> onsetStrength, int period)
    {
        int count = onsetStrength.Length;
        Span<double> window = ReusedBuffer.AtLeast(ref _window, 2 * period + 1);
        for (int i = 0; i < window.Length; i++)
        {
            double deviations = (i - period) * 32.0 / period;
            window[i] = Math.Exp(-0.5 * deviations * deviations);
        }

        Span<double> padded = ReusedBuffer.AtLeast(ref _padded, count + 2 * period);
        padded.Clear();
        double scale = 1 / (Deviation(onsetStrength) + SmallestNormal);
        for (int frame = 1; frame < count; frame++)
        {
            if (onsetStrength[frame] == 0) continue;
            Span<double> around = padded.Slice(frame, window.Length);
            TensorPrimitives.MultiplyAdd(window, onsetStrength[frame] * scale, around, around);
        }

        return padded.Slice(period, count);
    }

    private static double Deviation(ReadOnlySpan<float> values)
    {
        if (values.Length < 2) return 0;
        double mean = 0;
        foreach (float value in values) mean += value;
        mean /= values.Length;
        double squares = 0;
        foreach (float value in values) squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / (values.Length - 1));
    }

    // The best score of a track of beats that ends at each frame, and where its beat before is.
    private void Link(ReadOnlySpan<double> local, int period)
    {
        int count = local.Length;
        Span<double> scores = ReusedBuffer.AtLeast(ref _scores, count);
        Span<int> previous = ReusedBuffer.AtLeast(ref _previous, count);
        Span<double> penalties = ReusedBuffer.AtLeast(ref _penalties, 2 * period + 1);
        int nearest = Math.Max(1, (int)Math.Round(period / 2.0));
        for (int lag = nearest; lag <= 2 * period; lag++)
        {
            double stretch = Math.Log(lag) - Math.Log(period);
            penalties[lag] = _options.Tightness * stretch * stretch;
        }

        double threshold = FirstBeatThreshold * TensorPrimitives.Max(local);
        bool isBeforeFirst = true;
        for (int frame = 0; frame < count; frame++)
        {
            double best = double.NegativeInfinity;
            int link = -1;
            for (int lag = nearest; lag <= Math.Min(2 * period, frame); lag++)
            {
                double score = scores[frame - lag] - penalties[lag];
                if (score > best) (best, link) = (score, frame - lag);
            }

            scores[frame] = link >= 0 ? local[frame] + best : local[frame];
            isBeforeFirst &= local[frame] < threshold;
            previous[frame] = isBeforeFirst ? -1 : link;
        }
    }

    // The last local maximum that reaches half the median of them all.
    private int LastBeat(int count)
    {
        ReadOnlySpan<double> scores = _scores.AsSpan(0, count);
        _peaks.Clear();
        for (int frame = 1; frame < count; frame++)
        {
            if (IsPeak(scores, frame)) _peaks.Add(scores[frame]);
        }

        if (_peaks.Count == 0) return count - 1;
        _peaks.Sort();
        double median = 0.5 * (_peaks[(_peaks.Count - 1) / 2] + _peaks[_peaks.Count / 2]);
        for (int frame = count - 1; frame > 0; frame--)
        {
            if (IsPeak(scores, frame) && scores[frame] >= 0.5 * median) return frame;
        }

        return count - 1;
    }

    private static bool IsPeak(ReadOnlySpan<double> scores, int frame) =>
        scores[frame] > scores[frame - 1] && (frame + 1 == scores.Length || scores[frame] >= scores[frame + 1]);

    private void FollowBack(int last)
    {
        _beats.Clear();
        for (int frame = last; frame >= 0; frame = _previous[frame]) _beats.Add(frame);
        _beats.Reverse();
    }

    // Up to the first and from the last frame that is stronger than half the root mean square of the smoothed beats.
    private void Trim(ReadOnlySpan<double> local)
    {
        double threshold = _options.TrimsWeakEnds ? 0.5 * SmoothedRms(local) : 0;
        int first = 0;
        int last = local.Length - 1;
        while (first <= last && local[first] <= threshold) first++;
        while (last > first && local[last] <= threshold) last--;
        _beats.RemoveAll(beat => beat < first || beat > last);
    }

    // Smoothed by 0.5, 1, 0.5. librosa's array has two elements more than there are beats, of which the first still gets half
    // of the last beat, and neither when the track has no more frames than beats.
    private double SmoothedRms(ReadOnlySpan<double> local)
    {
        int length = Math.Min(_beats.Count + 2, local.Length);
        double squares = 0;
        for (int i = 0; i < length; i++)
        {
            double value = Strength(local, i) + 0.5 * (Strength(local, i - 1) + Strength(local, i + 1));
            squares += value * value;
        }

        return Math.Sqrt(squares / length);
    }

    private double Strength(ReadOnlySpan<double> local, int beat) => (uint)beat < (uint)_beats.Count ? local[_beats[beat]] : 0;
}
