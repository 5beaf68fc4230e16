using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Decoding;
using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>
/// How far a track's tuning lies from A = 440 Hz (librosa: <c>estimate_tuning</c> with a power spectrogram and 12 bins per
/// octave): peaks of the spectra are placed between bins by a parabola, and the stronger half of them votes. Not thread-safe.
/// </summary>
public sealed class TuningEstimator : IPowerSpectrumVisitor
{
    private readonly TuningHistogram _histogram = new();
    private readonly int _firstBin;
    private readonly int _endBin;
    private readonly float _threshold;
    private readonly double _hertzPerBin;
    private float[] _pitches = [];
    private float[] _powers = [];
    private int _peakCount;
    private int _frameCount;

    /// <summary>Prepares for one sample rate and FFT size.</summary>
    /// <param name="sampleRate">Samples per second, at least 1.</param>
    /// <param name="fftSize">Samples per frame, at least 2.</param>
    /// <param name="options">Default: peaks from 150 to 4000 Hz.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public TuningEstimator(int sampleRate, int fftSize, TuningOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftSize, 2);
        options ??= new TuningOptions();
        OptionError.ThrowIfAny(options.Validate(), nameof(TuningOptions));
        _threshold = options.Threshold;
        _hertzPerBin = (double)sampleRate / fftSize;
        _firstBin = 1; // a peak has a neighbour on both sides
        while (_firstBin < fftSize / 2 && _firstBin * _hertzPerBin < options.MinFrequency) _firstBin++;
        _endBin = _firstBin;
        while (_endBin < fftSize / 2 && _endBin * _hertzPerBin < options.MaxFrequency) _endBin++;
    }

    /// <summary>
    /// The tuning of the track visited last in semitones, from -0.5 to 0.49 in steps of 0.01; 0 where there are no peaks, as
    /// in silence. Known after the last block.
    /// </summary>
    public double Tuning { get; private set; }

    /// <summary>Floats held, in use or not.</summary>
    public int Capacity => _pitches.Length + _powers.Length;

    /// <summary>The tuning of one signal in semitones.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: peaks from 150 to 4000 Hz.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static double Compute(AudioBuffer audio, TuningOptions? options = null, StftOptions? stftOptions = null)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var stft = new Stft(stftOptions);
        var tuning = new TuningEstimator(audio.SampleRate, stft.Options.FftSize, options);
        stft.Analyze(audio.Samples.Span, stft.CreateWorkspace(), [tuning]);
        return tuning.Tuning;
    }

    /// <inheritdoc/>
    public void Begin(int frameCount) => (_frameCount, _peakCount, Tuning) = (frameCount, 0, 0);

    /// <inheritdoc/>
    public void Visit(PowerSpectrumBlock block)
    {
        ReadOnlySpan<Vector<float>> power = MemoryMarshal.Cast<float, Vector<float>>(block.Power);
        Vector<float> threshold = Loudest(power) * _threshold;
        MakeRoom();
        Vector<float> before = power[_firstBin - 1];
        Vector<float> here = power[_firstBin];
        for (int bin = _firstBin; bin < _endBin; bin++)
        {
            Vector<float> after = power[bin + 1];
            Vector<int> peaks = Vector.GreaterThan(here, Vector.MaxNative(threshold, before)) & Vector.GreaterThanOrEqual(here, after);
            for (ulong lanes = Bits(peaks); lanes != 0; lanes &= lanes - 1)
            {
                AddPeak(bin, block.Power[((bin - 1) * Vector<float>.Count + BitOperations.TrailingZeroCount(lanes))..]);
            }

            (before, here) = (here, after);
        }

        if (block.FirstFrame + block.FrameCount == _frameCount)
        {
            Tuning = _histogram.Mode(_pitches.AsSpan(0, _peakCount), _powers.AsSpan(0, _peakCount));
        }
    }

    // The vertex of the parabola through three bins; where that would be further off than a bin, the bin itself.
    private void AddPeak(int bin, ReadOnlySpan<float> power)
    {
        float before = power[0];
        float here = power[Vector<float>.Count];
        float after = power[2 * Vector<float>.Count];
        double curvature = before + after - 2.0 * here;
        double slope = (after - before) / 2;
        float shift = Math.Abs(slope) >= Math.Abs(curvature) ? 0 : (float)(-slope / curvature);
        _pitches[_peakCount] = (float)((bin + (double)shift) * _hertzPerBin);
        _powers[_peakCount] = here + 0.5f * (float)slope * shift;
        _peakCount++;
    }

    // Of two neighbouring bins at most one is a peak.
    private void MakeRoom()
    {
        int needed = checked(_peakCount + (_endBin - _firstBin + 1) / 2 * Vector<float>.Count);
        if (needed <= _pitches.Length) return;
        int length = (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _pitches.Length));
        Array.Resize(ref _pitches, length);
        Array.Resize(ref _powers, length);
    }

    private static Vector<float> Loudest(ReadOnlySpan<Vector<float>> power)
    {
        Vector<float> a = Vector<float>.Zero, b = a, c = a, d = a; // four, since each waits for its last maximum
        for (; power.Length >= 4; power = power[4..])
        {
            a = Vector.MaxNative(a, power[0]);
            b = Vector.MaxNative(b, power[1]);
            c = Vector.MaxNative(c, power[2]);
            d = Vector.MaxNative(d, power[3]);
        }

        foreach (Vector<float> row in power) a = Vector.MaxNative(a, row);
        return Vector.MaxNative(Vector.MaxNative(a, b), Vector.MaxNative(c, d));
    }

    private static ulong Bits(Vector<int> lanes) => Vector<int>.Count switch
    {
        4 => lanes.AsVector128().ExtractMostSignificantBits(),
        8 => lanes.AsVector256().ExtractMostSignificantBits(),
        _ => lanes.AsVector512().ExtractMostSignificantBits(),
    };
}
