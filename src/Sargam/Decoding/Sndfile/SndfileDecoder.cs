using Sargam.Learning;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// Reads what libsndfile reads: FLAC, Ogg Vorbis, Opus, MP3, and the kinds of WAV, AIFF, AU and CAF that hold PCM or a simple
/// codec. The library works in processes of its own (<see cref="DecodeWorker"/>) which serve one file after another, so that a
/// start is paid once and a file on which native code crashes, hangs or takes all memory costs itself only.
/// </summary>
public sealed class SndfileDecoder : IAudioDecoder, IAsyncDisposable
{
    private readonly DecodeWorkerPool _pool;
    private readonly SndfileOptions _options;
    private readonly SndfileLibrary _library;

    private SndfileDecoder(DecodeWorkerPool pool, SndfileLibrary library, SndfileOptions options)
    {
        _pool = pool;
        _library = library;
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => $"libsndfile {_library.Version}";

    internal bool ReadsMp3 => _library.ReadsMp3;

    /// <summary>Starts a first worker and asks it what it has found.</summary>
    /// <param name="command">How to start a worker.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The decoder, or null and what is wrong and would help.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async ValueTask<(SndfileDecoder? Decoder, string Problem)> StartAsync(
        WorkerCommand command, SndfileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        options ??= new SndfileOptions();
        OptionError.ThrowIfAny(options.Validate(), nameof(SndfileOptions));
        var pool = new DecodeWorkerPool(command);
        try
        {
            WorkerProcess worker = await pool.StartAsync(cancellationToken);
            await pool.ReturnAsync(worker);
            if (worker.Library.Problem.Length == 0) return (new SndfileDecoder(pool, worker.Library, options), "");
            await pool.DisposeAsync();
            return (null, worker.Library.Problem);
        }
        catch (AudioDecodeException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <inheritdoc/>
    public bool CanDecode(ReadOnlySpan<byte> header) => FileSignature.AudioFormatName(header) switch
    {
        "FLAC" or "Ogg" or "AIFF" or "Sun AU" or "Core Audio" or "RIFF" => true,
        "MP3" => _library.ReadsMp3,
        _ => Wav.WavDecoder.IsWav(header),
    };

    /// <inheritdoc/>
    public async ValueTask<IAudioStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        AudioFile.CheckLength(path);
        return await SndfileAudioStream.OpenAsync(_pool, Path.GetFullPath(path), _options, cancellationToken);
    }

    /// <summary>Ends the workers that no file is open in; others end with their file.</summary>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
