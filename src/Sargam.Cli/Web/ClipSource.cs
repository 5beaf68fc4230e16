using Microsoft.AspNetCore.Http;
using Sargam.Cli.Commands;
using Sargam.Decoding;
using Sargam.Demo;
using Sargam.Scanning;

namespace Sargam.Cli.Web;

/// <summary>
/// The sound of tracks. What browsers play is sent as it is; of anything else the first seconds of the analysed part are decoded
/// here. The bytes of a file decide what it is, not its name.
/// </summary>
internal sealed class ClipSource : IAsyncDisposable
{
    private const int HeaderLength = 64;
    private const int SampleRate = 44_100;
    private const int ClipSeconds = 30;
    private const int DecodedKept = 8;

    private readonly StampedCache<byte[]> _decoded = new(DecodedKept);
    private readonly SemaphoreSlim _decoding = new(2);
    private readonly Lazy<Task<DecoderSet>> _decoders = new(() => DecoderSet.FindAsync(DecodeWorkerCommand.Decoders, CancellationToken.None).AsTask());

    /// <summary>The clip of a track; ranges of it may be asked for.</summary>
    /// <param name="collection">Where files are.</param>
    /// <param name="files">All files with the track's content: any of them will do.</param>
    /// <param name="excerpt">Which part of tracks was analysed.</param>
    /// <param name="cancellationToken">Ends decoding.</param>
    /// <exception cref="RequestException">No file is there any more, or none can be decoded.</exception>
    public async Task<IResult> OpenAsync(Collection collection, IEnumerable<Track> files, string excerpt, CancellationToken cancellationToken)
    {
        foreach (Track track in files)
        {
            if (PlayableFile.Find(collection, track) is not { } path) continue;
            FileStream? stream = Open(path);
            if (stream is null) continue;
            var header = new byte[HeaderLength];
            int length = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
            stream.Position = 0;
            string? type = MediaType.Of(header.AsSpan(0, length), track.Codec, Path.GetExtension(track.Path));
            if (type is not null) return Results.Stream(stream, type, lastModified: File.GetLastWriteTimeUtc(path), enableRangeProcessing: true);
            await stream.DisposeAsync();
            return Results.Bytes(await DecodedAsync(path, ExcerptRule.Parse(excerpt), cancellationToken), MediaType.Wav, enableRangeProcessing: true);
        }

        throw RequestException.NotFound("The file of this track is not where it was: bring it back, or scan the music again.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _decoding.Dispose();
        if (_decoders.IsValueCreated) await (await _decoders.Value).DisposeAsync();
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Kept for a while, since a player asks for a clip piece by piece.</summary>
    private async Task<byte[]> DecodedAsync(string path, ExcerptRule rule, CancellationToken cancellationToken)
    {
        string stamp = StampedCache<byte[]>.StampOf(path);
        if (_decoded.Find(path, stamp) is { } known) return known;
        await _decoding.WaitAsync(cancellationToken);
        try
        {
            if (_decoded.Find(path, stamp) is { } decoded) return decoded;
            byte[] wav = await DecodeAsync(path, rule, cancellationToken);
            return _decoded.Get(path, stamp, () => wav);
        }
        catch (AudioDecodeException error)
        {
            throw RequestException.NotFound($"This track cannot be played: {error.Message}.");
        }
        finally
        {
            _decoding.Release();
        }
    }

    private async Task<byte[]> DecodeAsync(string path, ExcerptRule rule, CancellationToken cancellationToken)
    {
        ExcerptRule part = rule.IsAll ? ExcerptRule.Of(TimeSpan.FromSeconds(ClipSeconds), ExcerptAnchor.Start) : rule;
        var loader = new AudioLoader(await _decoders.Value, new AudioLoaderOptions { SampleRate = SampleRate, Excerpt = part });
        LoadedAudio loaded = await loader.LoadAsync(path, cancellationToken);
        float[] samples = loaded.Audio.Samples[..Math.Min(loaded.Audio.Samples.Length, ClipSeconds * SampleRate)].ToArray();
        for (int i = 0; i < samples.Length; i++) samples[i] = float.IsFinite(samples[i]) ? samples[i] : 0;
        using var wav = new MemoryStream();
        WavWriter.Write(wav, samples, SampleRate);
        return wav.ToArray();
    }
}
