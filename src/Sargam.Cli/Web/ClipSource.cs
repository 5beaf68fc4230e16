using Microsoft.AspNetCore.Http;
using Sargam.Cli.Commands;
using Sargam.Decoding;
using Sargam.Demo;
using Sargam.Scanning;

namespace Sargam.Cli.Web;

/// <summary>
/// The sound of tracks. What browsers play is sent as it is; of anything else some seconds of the analysed part are decoded
/// here. The bytes of a file decide what it is, not its name.
/// </summary>
internal sealed class ClipSource : IAsyncDisposable
{
    private const int HeaderLength = 64;
    private const int SampleRate = 44_100;
    private const int ClipSeconds = 30;
    private const int DecodedKept = 8;

    private readonly StampedCache<byte[]> _decoded = new(DecodedKept);
    private readonly SemaphoreSlim _decoding = new(2); // never disposed: it has no handle, and a decode may still release it
    private readonly Lock _lock = new();
    private Task<DecoderSet>? _decoders;

    /// <summary>The clip of a track; ranges of it may be asked for.</summary>
    /// <param name="collection">Where files are.</param>
    /// <param name="files">All files with the track's content: any of them will do.</param>
    /// <param name="excerpt">Tells which part of tracks was analysed, where that matters.</param>
    /// <param name="cancellationToken">Ends decoding.</param>
    /// <exception cref="RequestException">No file is there any more, or none can be decoded.</exception>
    public async Task<IResult> OpenAsync(Collection collection, IEnumerable<Track> files, Func<string> excerpt, CancellationToken cancellationToken)
    {
        string problem = "The file of this track is not where it was: bring it back, or scan the music again.";
        foreach (Track track in files)
        {
            if (PlayableFile.Find(collection, track) is not { } path) continue;
            try
            {
                if (await AsItIsAsync(path, track, cancellationToken) is { } clip) return clip;
                return Results.Bytes(await DecodedAsync(path, PartOf(excerpt()), cancellationToken), MediaType.Wav, enableRangeProcessing: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or AudioDecodeException)
            {
                problem = $"This track cannot be played: {error.Message}."; // unless another copy can
            }
        }

        throw RequestException.NotFound(problem);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_decoders is { IsFaulted: false, IsCanceled: false } found) await (await found).DisposeAsync();
    }

    /// <summary>What to decode: no more than a clip, however much was analysed.</summary>
    internal static ExcerptRule PartOf(string excerpt)
    {
        var rule = ExcerptRule.Parse(excerpt);
        var longest = TimeSpan.FromSeconds(ClipSeconds);
        return rule.IsAll || rule.Length > longest ? ExcerptRule.Of(longest, rule.IsAll ? ExcerptAnchor.Start : rule.Anchor) : rule;
    }

    /// <summary>The file, if browsers play it; else null.</summary>
    private static async Task<IResult?> AsItIsAsync(string path, Track track, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous);
        string? type = null;
        try
        {
            var header = new byte[HeaderLength];
            int length = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
            stream.Position = 0;
            type = MediaType.Of(header.AsSpan(0, length), track.Codec, Path.GetExtension(track.Path));
            return type is null ? null : Results.Stream(stream, type, lastModified: File.GetLastWriteTimeUtc(path), enableRangeProcessing: true);
        }
        finally
        {
            if (type is null) await stream.DisposeAsync();
        }
    }

    /// <summary>Kept for a while, since a player asks for a clip piece by piece.</summary>
    private async Task<byte[]> DecodedAsync(string path, ExcerptRule part, CancellationToken cancellationToken)
    {
        (string key, string stamp) = ($"{part} {path}", StampedCache<byte[]>.StampOf(path));
        if (_decoded.Find(key, stamp) is { } known) return known;
        await _decoding.WaitAsync(cancellationToken);
        try
        {
            if (_decoded.Find(key, stamp) is { } decoded) return decoded;
            byte[] wav = await DecodeAsync(path, part, cancellationToken);
            return _decoded.Get(key, stamp, () => wav);
        }
        finally
        {
            _decoding.Release();
        }
    }

    private async Task<byte[]> DecodeAsync(string path, ExcerptRule part, CancellationToken cancellationToken)
    {
        var loader = new AudioLoader(await DecodersAsync(), new AudioLoaderOptions { SampleRate = SampleRate, Excerpt = part });
        LoadedAudio loaded = await loader.LoadAsync(path, cancellationToken);
        float[] samples = loaded.Audio.Samples[..Math.Min(loaded.Audio.Samples.Length, ClipSeconds * SampleRate)].ToArray();
        for (int i = 0; i < samples.Length; i++) samples[i] = float.IsFinite(samples[i]) ? samples[i] : 0;
        using var wav = new MemoryStream();
        WavWriter.Write(wav, samples, SampleRate);
        return wav.ToArray();
    }

    /// <summary>Looked for once; again if that failed.</summary>
    private Task<DecoderSet> DecodersAsync()
    {
        lock (_lock)
        {
            if (_decoders is null or { IsFaulted: true } or { IsCanceled: true }) _decoders = DecoderSet.FindAsync(DecodeWorkerCommand.Decoders, CancellationToken.None).AsTask();
            return _decoders;
        }
    }
}
