using Sargam.Decoding.Processes;
using Sargam.Learning;

namespace Sargam.Decoding.Ffmpeg;

/// <summary>
/// Reads what ffmpeg reads: MP3, AAC and ALAC in MP4, Ogg Vorbis, Opus, FLAC, WavPack, Monkey's Audio, Windows Media, AIFF and
/// some thirty more containers, the sound of videos included. Two programs run per file, ffprobe for the format and ffmpeg for
/// the audio, both restricted to local files and to containers that cannot name other files, both ended at a time limit.
/// <para>
/// ffmpeg conceals small damage and carries on. This decoder does not accept a file that yields no audio, that makes ffmpeg
/// fail, or that read from its beginning gives clearly less audio than its container promises.
/// </para>
/// </summary>
public sealed class FfmpegDecoder : IAudioDecoder
{
    private readonly FfmpegPrograms _programs;
    private readonly FfmpegOptions _options;

    /// <summary>Creates the decoder; find the programs with <see cref="FfmpegLocator"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FfmpegDecoder(FfmpegPrograms programs, FfmpegOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(programs);
        _programs = programs;
        _options = options ?? new FfmpegOptions();
        OptionError.ThrowIfAny(_options.Validate(), nameof(FfmpegOptions));
    }

    /// <inheritdoc/>
    public string Name => $"ffmpeg {_programs.Version}";

    /// <inheritdoc/>
    /// <remarks>
    /// True unless the bytes are certainly something else: text (playlists included), a known image, archive or document.
    /// MP3 files may begin with anything, so a stricter answer would refuse files that play.
    /// </remarks>
    public bool CanDecode(ReadOnlySpan<byte> header) => !header.IsEmpty && FileSignature.NotAudio(header) is null;

    /// <inheritdoc/>
    public async ValueTask<IAudioStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        AudioFile.CheckLength(path);
        string input = FfmpegArguments.Input(path);
        var budget = new TimeBudget(_options.TimeLimit);
        (int exitCode, byte[] output, string errors) =
            await ChildProcess.RunAsync(_programs.FfprobePath, FfmpegArguments.Probe(input), budget, cancellationToken);
        if (exitCode != 0) throw new AudioDecodeException(FfmpegMessages.Reason(errors, input, exitCode));
        return new FfmpegAudioStream(_programs.FfmpegPath, input, FfprobeAnswer.Parse(output, errors), budget);
    }
}
