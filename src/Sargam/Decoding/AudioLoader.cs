using System.Numerics.Tensors;
using Sargam.Learning;

namespace Sargam.Decoding;

/// <summary>
/// From a file to the audio that features are computed of: picks a decoder, takes the excerpt, mixes to mono and resamples
/// (librosa: <c>load</c>). Stateless: one loader serves any number of files at once, each needing memory for its excerpt
/// only.
/// </summary>
public sealed class AudioLoader
{
    private const int LoudestCredible = 100;

    private readonly DecoderSet _decoders;
    private readonly AudioLoaderOptions _options;

    /// <summary>Creates a loader.</summary>
    /// <param name="decoders">The decoders to use; see <see cref="DecoderSet.FindAsync"/>.</param>
    /// <param name="options">Rate, excerpt and limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public AudioLoader(DecoderSet decoders, AudioLoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(decoders);
        _decoders = decoders;
        _options = options ?? new AudioLoaderOptions();
        OptionError.ThrowIfAny(_options.Validate(), nameof(AudioLoaderOptions));
    }

    /// <summary>Loads a file. The samples may hold NaN or infinities if the file does.</summary>
    /// <exception cref="AudioDecodeException">The file is unreadable, damaged, not audio, or no decoder here reads it.</exception>
    public async ValueTask<LoadedAudio> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        IAudioDecoder? gaveUp = null;
        while (true)
        {
            (IAudioDecoder decoder, IAudioStream opened) = await _decoders.OpenAsync(path, gaveUp, cancellationToken);
            try
            {
                return await LoadAsync(decoder, opened, path, cancellationToken);
            }
            catch (AudioDecodeException exception) when (exception.IsUnsupported && decoder != _decoders.Decoders[^1])
            {
                gaveUp = decoder;
            }
        }
    }

    private async ValueTask<LoadedAudio> LoadAsync(IAudioDecoder decoder, IAudioStream opened, string path, CancellationToken cancellationToken)
    {
        await using IAudioStream stream = opened;
        AudioFormat format = stream.Format;
        Excerpt excerpt = await new ExcerptReader(decoder, path, _options).ReadAsync(stream, cancellationToken);
        CheckLoudness(excerpt.Samples, format.Codec);
        return new LoadedAudio(
            new AudioBuffer(Prepare(excerpt.Samples, format.SampleRate), _options.SampleRate),
            decoder.Name,
            format,
            Durations.FromFrames(excerpt.FrameCount, format.SampleRate),
            Durations.FromFrames(excerpt.Start, format.SampleRate));
    }

    /// <summary>Decoders of compressed formats are linear in numbers that damage can make huge. Stored floats are the file's own.</summary>
    private static void CheckLoudness(float[] samples, string codec)
    {
        if (codec.StartsWith("pcm_f", StringComparison.Ordinal)) return;
        float peak = TensorPrimitives.MaxMagnitude<float>(samples);
        if (Math.Abs(peak) <= LoudestCredible) return;
        throw new AudioDecodeException($"the file is damaged: it decodes to more than {LoudestCredible} times full scale");
    }

    private float[] Prepare(float[] samples, int sampleRate)
    {
        if (sampleRate != _options.SampleRate) samples = Resampler.Resample(samples, sampleRate, _options.SampleRate);
        return _options.Length.Apply(samples, _options.SampleRate);
    }
}
