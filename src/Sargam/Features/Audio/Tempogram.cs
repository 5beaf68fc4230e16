using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Decoding;
using Sargam.Learning;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Audio;

/// <summary>
/// Autocorrelation of the onset strength around each frame, under a Hann window, divided by its maximum, averaged over a track's
/// frames (Grosche, Müller and Kurth, 2010; librosa: <c>feature.tempogram(...).mean(axis=1)</c>): what repeats after how long.
/// Keeps buffers: not thread-safe.
/// </summary>
/// <remarks>
/// An autocorrelation is the inverse transform of a power spectrum, and its maximum is the one at lag 0, the mean of that
/// spectrum. So the mean over frames is the inverse transform of the mean of power spectra that are each divided by their
/// mean: one inverse transform per track instead of one per frame.
/// </remarks>
public sealed class Tempogram
{
    // Sums in 32 bits of more blocks than this would lose digits on long tracks.
    private const int BlocksPerSum = 32;

    private const float SmallestNormal = 1.17549435e-38f;

    private readonly RealFft _fft;
    private readonly RealFft _inverse;
    private readonly Memory<float> _transform;
    private readonly Memory<float> _power;
    private readonly Memory<float> _sum;
    private readonly double[] _total;
    private float[] _padded = [];

    /// <summary>Prepares window and tables.</summary>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public Tempogram(TempogramOptions? options = null)
    {
        Options = options ?? new TempogramOptions();
        OptionError.ThrowIfAny(Options.Validate(), nameof(TempogramOptions));
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * Options.WindowLength - 1));
        var window = new double[size];
        WindowFunction.Hann(Options.WindowLength).CopyTo(window, 0);
        _fft = new RealFft(window);
        _inverse = new RealFft(size);
        _transform = Lanes.Allocate(size);
        _power = Lanes.Allocate(_fft.BinCount);
        _sum = Lanes.Allocate(_fft.BinCount);
        _total = new double[_fft.BinCount];
    }

    /// <summary>The options it was made with.</summary>
    public TempogramOptions Options { get; }

    /// <summary>The mean tempogram of one signal, one number per lag.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="options">Default: lags of 0 to 383 frames.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static float[] ComputeMean(AudioBuffer audio, TempogramOptions? options = null, StftOptions? stftOptions = null)
    {
        var tempogram = new Tempogram(options);
        var mean = new float[tempogram.Options.WindowLength];
        tempogram.Mean(OnsetStrength.Compute(audio, stftOptions: stftOptions), mean);
        return mean;
    }

    /// <summary>The mean over all frames.</summary>
    /// <param name="onsetStrength">One number per frame, not negative; beyond both ends it is taken to fade to 0 in half a window.</param>
    /// <param name="destination">
    /// WindowLength numbers, in [0, 1] but for rounding: element i belongs to a lag of i frames, element 0 is the share of
    /// frames that have an onset within the window. All zeros without onsets.
    /// </param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Mean(ReadOnlySpan<float> onsetStrength, Span<float> destination)
    {
        if (destination.Length != Options.WindowLength)
        {
            throw new ArgumentException($"the destination must have WindowLength ({Options.WindowLength}) elements, got {destination.Length}", nameof(destination));
        }

        destination.Clear();
        if (onsetStrength.IsEmpty) return;
        ReadOnlySpan<float> padded = Padded(onsetStrength);
        AddUp(padded, onsetStrength.Length);
        Invert(onsetStrength.Length, destination);
    }

    private ReadOnlySpan<float> Padded(ReadOnlySpan<float> onsetStrength)
    {
        int half = Options.WindowLength / 2;
        int end = half + onsetStrength.Length;
        Span<float> padded = ReusedBuffer.AtLeast(ref _padded, onsetStrength.Length + Lanes.Count + _fft.SampleCount(1));
        for (int i = 0; i < half; i++)
        {
            padded[i] = onsetStrength[0] * i / half;
            padded[end + i] = onsetStrength[^1] * (half - 1 - i) / half;
        }

        onsetStrength.CopyTo(padded[half..]);
        padded[(end + half)..].Clear();
        return padded;
    }

    private void AddUp(ReadOnlySpan<float> padded, int frameCount)
    {
        Span<Vector<float>> power = MemoryMarshal.Cast<float, Vector<float>>(_power.Span);
        Span<Vector<float>> sum = MemoryMarshal.Cast<float, Vector<float>>(_sum.Span);
        Array.Clear(_total);
        sum.Clear();
        int block = 0;
        for (int frame = 0; frame < frameCount; frame += Lanes.Count)
        {
            _fft.PowerSpectra(padded[frame..], 1, _transform.Span, _power.Span);
            Vector<float> weight = Weights(power, frameCount - frame);
            for (int bin = 0; bin < sum.Length; bin++) sum[bin] += power[bin] * weight;
            if (++block % BlocksPerSum == 0) Flush(sum);
        }

        Flush(sum);
    }

    // One over the autocorrelation at lag 0; frames without any onset stay zero, and unused lanes have no weight.
    private Vector<float> Weights(ReadOnlySpan<Vector<float>> power, int frameCount)
    {
        Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
        for (int bin = 1; bin < power.Length - 2; bin += 2)
        {
            even += power[bin];
            odd += power[bin + 1];
        }

        // All but the first and the last frequency stand for two each.
        Vector<float> energy = (2 * (even + odd + power[^2]) + power[0] + power[^1]) / _fft.Size;
        Vector<float> weight = Vector<float>.One / energy;
        weight = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(energy, new Vector<float>(SmallestNormal)), weight, Vector<float>.Zero);
        return Vector.ConditionalSelect(Vector.LessThan(Vector<int>.Indices, new Vector<int>(frameCount)), weight, Vector<float>.Zero);
    }

    private void Flush(Span<Vector<float>> sum)
    {
        for (int bin = 0; bin < sum.Length; bin++)
        {
            for (int lane = 0; lane < Vector<float>.Count; lane++) _total[bin] += sum[bin][lane];
        }

        sum.Clear();
    }

    // The spectrum of a real, even sequence is real and even: the forward transform is the inverse one.
    private void Invert(int frameCount, Span<float> destination)
    {
        int size = _fft.Size;
        Span<float> spectrum = _padded.AsSpan(0, _inverse.SampleCount(0));
        for (int bin = 0; bin < _total.Length; bin++)
        {
            float value = (float)(_total[bin] / ((double)frameCount * size));
            spectrum[bin] = value;
            spectrum[(size - bin) % size] = value;
        }

        _inverse.Spectra(spectrum, 0, _transform.Span, _sum.Span, _power.Span);
        for (int lag = 0; lag < destination.Length; lag++) destination[lag] = _sum.Span[lag * Lanes.Count];
    }
}
