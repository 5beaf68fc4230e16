using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Wav;

namespace Sargam.Decoding;

/// <summary>The decoders of this machine, in the order in which they are asked.</summary>
/// <param name="decoders">Usable decoders, preferred ones first.</param>
/// <param name="status">What is there and what is not, for people.</param>
public sealed class DecoderSet(IReadOnlyList<IAudioDecoder> decoders, IReadOnlyList<DecoderStatus> status)
{
    /// <summary>Usable decoders, preferred ones first.</summary>
    public IReadOnlyList<IAudioDecoder> Decoders { get; } = decoders;

    /// <summary>Every decoder that Sargam knows, usable or not.</summary>
    public IReadOnlyList<DecoderStatus> Status { get; } = status;

    /// <summary>The built-in WAV decoder, then ffmpeg where it is found.</summary>
    /// <param name="options">Limits for ffmpeg; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async ValueTask<DecoderSet> FindAsync(FfmpegOptions? options = null, CancellationToken cancellationToken = default) =>
        Create(await FfmpegLocator.FindAsync(cancellationToken), options);

    internal static DecoderSet Create(FfmpegLocation location, FfmpegOptions? options = null)
    {
        var wav = new WavDecoder();
        var wavStatus = new DecoderStatus(wav.Name, true, "", "WAV: PCM and float", "");
        const string Reads = "MP3, M4A, FLAC, Ogg, Opus, WMA, AIFF and others";
        return location.Programs is { } programs
            ? new DecoderSet(
                [wav, new FfmpegDecoder(programs, options)],
                [wavStatus, new DecoderStatus("ffmpeg", true, programs.Version, Reads, "")])
            : new DecoderSet([wav], [wavStatus, new DecoderStatus("ffmpeg", false, "", Reads, location.Problem)]);
    }

    /// <summary>Opens a file with the first decoder that can read it.</summary>
    /// <exception cref="AudioDecodeException">None can; the reason says what the file is and what would read it.</exception>
    internal async ValueTask<(IAudioDecoder Decoder, IAudioStream Stream)> OpenAsync(string path, CancellationToken cancellationToken)
    {
        byte[] header = await AudioFile.ReadHeaderAsync(path, cancellationToken);
        AudioDecodeException? unsupported = null;
        foreach (IAudioDecoder decoder in Decoders.Where(decoder => decoder.CanDecode(header)))
        {
            try
            {
                return (decoder, await decoder.OpenAsync(path, cancellationToken));
            }
            catch (AudioDecodeException exception) when (exception.IsUnsupported)
            {
                unsupported ??= exception;
            }
        }

        throw NoDecoder(header, unsupported);
    }

    private static AudioDecodeException NoDecoder(byte[] header, AudioDecodeException? unsupported)
    {
        const string Advice = "install it, then run `sargam doctor`";
        if (unsupported is not null) return new AudioDecodeException($"{unsupported.Message}: {Advice}", unsupported);
        if (FileSignature.NotAudio(header) is { } what) return new AudioDecodeException($"not audio: the file is {what}");
        string format = FileSignature.AudioFormatName(header) is { } name ? $"{name} file" : "unknown format";
        return new AudioDecodeException($"needs ffmpeg to decode ({format}): {Advice}");
    }
}
