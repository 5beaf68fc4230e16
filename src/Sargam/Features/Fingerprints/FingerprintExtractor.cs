using System.Numerics;
using System.Numerics.Tensors;
using Sargam.Decoding;
using Sargam.Features.Audio;
using Sargam.Numerics.Spectral;

namespace Sargam.Features.Fingerprints;

/// <summary>
/// Makes the <see cref="AudioFingerprint"/> of a track from its power spectra (2048 samples every 512, at
/// <see cref="AudioFeatureExtractor.SampleRate"/>). Reusable from track to track; not thread-safe. Holds 0.3 MB.
/// </summary>
/// <remarks>
/// The amplitudes of 33 mel bands from 300 to 3400 Hz, what telephone speech and the lowest bit rates keep, are differenced
/// over time and between neighbours. A sign counts as strong when the difference is at least 5 % of what it is the difference
/// of, after adding a little of the frame's and of the track's loudness, below which encoders leave nothing to compare.
/// </remarks>
public sealed class FingerprintExtractor : IPowerSpectrumVisitor
{
    private const int BandCount = AudioFingerprint.BitsPerWord + 1;
    private const float StrongShare = 0.05f;
    private const float FrameShare = 0.01f;
    private const float TrackShare = 0.001f;

    // Shared by all: immutable.
    private static readonly MelFilterBank Filters = new(
        AudioFeatureExtractor.SampleRate, 2048, new MelOptions { MelBandCount = BandCount, MinFrequency = 300, MaxFrequency = 3400 });

    // [frame][band], rows padded to whole vectors.
    private static readonly int Stride = (BandCount + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    private readonly float[] _bands = new float[BandCount * Lanes.Count];
    private readonly float[] _change = new float[Stride];
    private readonly float[] _level = new float[Stride];
    private float[] _frames = [];
    private int _firstFrame;
    private int _frameCount;
    private float _loudest;

    /// <summary>The fingerprint of one signal.</summary>
    /// <param name="audio">Mono, at <see cref="AudioFeatureExtractor.SampleRate"/>, at least one sample, finite.</param>
    /// <param name="cancellationToken">Checked once per block of frames.</param>
    /// <exception cref="ArgumentException">The sample rate is another one, or there are no samples.</exception>
    public static AudioFingerprint Compute(AudioBuffer audio, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        if (audio.SampleRate != AudioFeatureExtractor.SampleRate)
        {
            throw new ArgumentException($"audio must have {AudioFeatureExtractor.SampleRate} samples per second, got {audio.SampleRate}", nameof(audio));
        }

        var stft = new Stft();
        var extractor = new FingerprintExtractor();
        stft.Analyze(audio.Samples.Span, stft.CreateWorkspace(), [extractor], cancellationToken);
        return extractor.ToFingerprint();
    }

    /// <inheritdoc/>
    public void Begin(int frameCount)
    {
        _frameCount = Math.Min(frameCount, FingerprintTiming.MaxFrameCount);
        _firstFrame = (frameCount - _frameCount) / 2;
        _loudest = 0;
        int needed = _frameCount * Stride;
        if (_frames.Length < needed) _frames = new float[needed];
    }

    /// <inheritdoc/>
    public void Visit(PowerSpectrumBlock block)
    {
        int from = Math.Max(block.FirstFrame, _firstFrame);
        int to = Math.Min(block.FirstFrame + block.FrameCount, _firstFrame + _frameCount);
        if (from >= to) return;
        Filters.Apply(block.Power, _bands);
        TensorPrimitives.Sqrt(_bands, _bands);
        for (int frame = from; frame < to; frame++)
        {
            Span<float> row = _frames.AsSpan((frame - _firstFrame) * Stride, BandCount);
            int lane = frame - block.FirstFrame;
            float sum = 0;
            for (int band = 0; band < row.Length; band++)
            {
                float value = _bands[band * Lanes.Count + lane];
                row[band] = value;
                sum += value;
            }

            _loudest = Math.Max(_loudest, sum);
        }
    }

    /// <summary>The fingerprint of the track visited last.</summary>
    public AudioFingerprint ToFingerprint()
    {
        var signs = new uint[FingerprintTiming.WordCount(_frameCount)];
        var strong = new uint[signs.Length];
        for (int word = 0; word < signs.Length; word++)
        {
            Filter(FingerprintTiming.Reach + word * FingerprintTiming.FramesPerWord);
            (signs[word], strong[word]) = Bits();
        }

        return new AudioFingerprint(_firstFrame + FingerprintTiming.Reach, signs, strong);
    }

    // How much each band changes around a frame, and what the change is measured against.
    private void Filter(int middle)
    {
        ReadOnlySpan<float> weights = FingerprintTiming.Weights;
        for (int band = 0; band < Stride; band += Vector<float>.Count)
        {
            Vector<float> change = Vector<float>.Zero, level = Vector<float>.Zero;
            for (int j = 1; j <= weights.Length; j++)
            {
                var before = new Vector<float>(_frames, (middle - j) * Stride + band);
                var after = new Vector<float>(_frames, (middle + j) * Stride + band);
                var weight = new Vector<float>(weights[j - 1]);
                change += weight * (after - before);
                level += weight * (after + before);
            }

            change.CopyTo(_change, band);
            level.CopyTo(_level, band);
        }
    }

    private (uint Signs, uint Strong) Bits()
    {
        uint signs = 0;
        uint strong = 0;
        float floor = FrameShare * TensorPrimitives.Sum(_level.AsSpan(0, BandCount)) + TrackShare * _loudest;
        for (int bit = 0; bit < AudioFingerprint.BitsPerWord; bit++)
        {
            float difference = _change[bit] - _change[bit + 1];
            if (difference > 0) signs |= 1u << bit;
            if (Math.Abs(difference) > StrongShare * (_level[bit] + _level[bit + 1] + floor)) strong |= 1u << bit;
        }

        return (signs, strong);
    }
}
