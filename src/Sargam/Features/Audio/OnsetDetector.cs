using System.Numerics.Tensors;
using Sargam.Decoding;

namespace Sargam.Features.Audio;

/// <summary>
/// Finds the frames in which notes begin: peaks of the onset strength that stand out from the tenth of a second around them
/// (librosa: <c>onset.onset_detect</c> with its defaults, chosen on the onsets of Böck, Krebs and Schedl, 2012). Immutable and
/// thread-safe.
/// </summary>
public sealed class OnsetDetector
{
    /// <summary>Height above the local mean, the track's largest strength being 1.</summary>
    private const double Threshold = 0.07;

    private readonly int _framesBeforePeak;
    private readonly int _framesAround;
    private readonly double _frameRate;

    /// <summary>Prepares for a frame rate.</summary>
    /// <param name="sampleRate">Samples per second, positive.</param>
    /// <param name="hopLength">Samples from one frame to the next, positive.</param>
    public OnsetDetector(int sampleRate, int hopLength = 512)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hopLength);
        _frameRate = (double)sampleRate / hopLength;
        _framesBeforePeak = (int)(0.03 * sampleRate / hopLength);
        _framesAround = (int)(0.10 * sampleRate / hopLength);
    }

    /// <summary>The frames in which notes begin in one signal.</summary>
    /// <param name="audio">At least one sample, finite.</param>
    /// <param name="stftOptions">The frames; default 2048 samples every 512.</param>
    /// <exception cref="ArgumentException">There are no samples, or an option is invalid.</exception>
    public static int[] Compute(AudioBuffer audio, StftOptions? stftOptions = null)
    {
        ArgumentNullException.ThrowIfNull(audio);
        stftOptions ??= new StftOptions();
        return new OnsetDetector(audio.SampleRate, stftOptions.HopLength).Detect(OnsetStrength.Compute(audio, stftOptions: stftOptions));
    }

    /// <summary>The frames in which notes begin, ascending; none where the strength is the same everywhere.</summary>
    /// <param name="onsetStrength">One number per frame, finite; see <see cref="OnsetStrength"/>.</param>
    public int[] Detect(ReadOnlySpan<float> onsetStrength)
    {
        var onsets = new List<int>();
        Find(onsetStrength, onsets);
        return [.. onsets];
    }

    /// <summary>Notes that begin per second of the track; 0 for none.</summary>
    /// <param name="onsetStrength">One number per frame, finite.</param>
    public double OnsetsPerSecond(ReadOnlySpan<float> onsetStrength)
    {
        int count = Find(onsetStrength, null);
        return count == 0 ? 0 : count * _frameRate / onsetStrength.Length;
    }

    private int Find(ReadOnlySpan<float> x, List<int>? onsets)
    {
        if (x.IsEmpty) return 0;
        double range = (double)TensorPrimitives.Max(x) - TensorPrimitives.Min(x);
        if (!(range > 0)) return 0;
        int count = 0;
        for (int frame = 0; frame < x.Length; frame++)
        {
            if (!IsPeak(x, frame) || x[frame] < MeanAround(x, frame) + Threshold * range) continue;
            onsets?.Add(frame);
            count++;
            frame += _framesBeforePeak; // two notes are not that close
        }

        return count;
    }

    private bool IsPeak(ReadOnlySpan<float> x, int frame)
    {
        for (int other = Math.Max(0, frame - _framesBeforePeak); other < frame; other++)
        {
            if (x[other] > x[frame]) return false;
        }

        return true;
    }

    private double MeanAround(ReadOnlySpan<float> x, int frame)
    {
        int first = Math.Max(0, frame - _framesAround);
        int end = Math.Min(frame + _framesAround + 1, x.Length);
        double sum = 0;
        for (int i = first; i < end; i++) sum += x[i];
        return sum / (end - first);
    }
}
