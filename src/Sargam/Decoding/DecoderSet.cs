using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Sndfile;
using Sargam.Decoding.Wav;

namespace Sargam.Decoding;

/// <summary>
/// The decoders of this machine, in the order in which they are asked. Dispose it to end the processes that wait for files;
/// they also end with this process.
/// </summary>
/// <param name="decoders">Usable decoders, preferred ones first.</param>
/// <param name="status">What is there and what is not, for people.</param>
public sealed class DecoderSet(IReadOnlyList<IAudioDecoder> decoders, IReadOnlyList<DecoderStatus> status) : IAsyncDisposable
{
    private const string SndfileReads = "FLAC, Ogg Vorbis, Opus, AIFF, AU, CAF, other kinds of WAV";
    private const string FfmpegReads = "MP3, M4A, FLAC, Ogg, Opus, WMA, AIFF and others";

    /// <summary>Usable decoders, preferred ones first.</summary>
    public IReadOnlyList<IAudioDecoder> Decoders { get; } = decoders;

    /// <summary>Every decoder that Sargam knows, usable or not.</summary>
    public IReadOnlyList<DecoderStatus> Status { get; } = status;

    /// <summary>The built-in WAV decoder, then libsndfile and ffmpeg where they are found.</summary>
    /// <param name="options">How to start workers, and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async ValueTask<DecoderSet> FindAsync(DecoderOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DecoderOptions();
        Task<FfmpegLocation> ffmpeg = FfmpegLocator.FindAsync(cancellationToken).AsTask();
        (SndfileDecoder? sndfile, string problem) = options.Worker is { } worker
            ? await SndfileDecoder.StartAsync(worker, options.Sndfile, cancellationToken)
            : (null, "it is used only where the program says how to start a worker for it");
        try
        {
            return Create(await ffmpeg, options.Ffmpeg, sndfile, problem);
        }
        catch
        {
            if (sndfile is not null) await sndfile.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what waits for files.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable decoder in Decoders.OfType<IAsyncDisposable>()) await decoder.DisposeAsync();
    }

    internal static DecoderSet Create(
        FfmpegLocation location, FfmpegOptions? options = null, SndfileDecoder? sndfile = null, string sndfileProblem = "")
    {
        var wav = new WavDecoder();
        List<IAudioDecoder> decoders = [wav];
        if (sndfile is not null) decoders.Add(sndfile);
        if (location.Programs is { } programs) decoders.Add(new FfmpegDecoder(programs, options));
        return new DecoderSet(decoders,
        [
            new DecoderStatus(wav.Name, true, "", "WAV: PCM and float", ""),
            SndfileStatus(sndfile, sndfileProblem),
            new DecoderStatus("ffmpeg", location.Programs is not null, location.Programs?.Version ?? "", FfmpegReads, location.Problem),
        ]);
    }

    /// <summary>Opens a file with the first decoder that can read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="after">A decoder that gave the file up while reading: only those after it are asked. Null for all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AudioDecodeException">None can; the reason says what the file is and what would read it.</exception>
    internal async ValueTask<(IAudioDecoder Decoder, IAudioStream Stream)> OpenAsync(
        string path, IAudioDecoder? after, CancellationToken cancellationToken)
    {
        byte[] header = await AudioFile.ReadHeaderAsync(path, cancellationToken);
        AudioDecodeException? unsupported = null;
        IEnumerable<IAudioDecoder> left = after is null ? Decoders : Decoders.SkipWhile(decoder => decoder != after).Skip(1);
        foreach (IAudioDecoder decoder in left.Where(decoder => decoder.CanDecode(header)))
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

    private static DecoderStatus SndfileStatus(SndfileDecoder? sndfile, string problem)
    {
        if (sndfile is null) return new DecoderStatus("libsndfile", false, "", $"MP3, {SndfileReads}", problem);
        string version = sndfile.Name[(sndfile.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return sndfile.ReadsMp3
            ? new DecoderStatus("libsndfile", true, version, $"MP3, {SndfileReads}", "")
            : new DecoderStatus("libsndfile", true, $"{version} (for MP3: 1.1 or later)", SndfileReads, "");
    }

    private static AudioDecodeException NoDecoder(byte[] header, AudioDecodeException? unsupported)
    {
        const string Advice = "install it, then run `sargam doctor`";
        if (FileSignature.NotAudio(header) is { } what) return new AudioDecodeException($"not audio: the file is {what}");
        if (unsupported is not null) return new AudioDecodeException($"{unsupported.Message}: {Advice}", unsupported);
        string format = FileSignature.AudioFormatName(header) is { } name ? $"{name} file" : "unknown format";
        return new AudioDecodeException($"needs ffmpeg to decode ({format}): {Advice}");
    }
}
