using System.Globalization;
using System.Numerics.Tensors;
using Sargam.Decoding;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>What came of one track: vectors, or the reason why there are none.</summary>
internal sealed class TrackExtraction
{
    // 100 dB under a constant level nobody hears anything. Resampling leaves ripples of some -110 dB, and swings at the ends.
    private const float ConstantWithin = 1e-5f;
    private const int EndLength = 1024;

    /// <summary>Four frames: less is a click or a damaged file. The shortest spoken digits take 0.14 s.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);

    private TrackExtraction(StoredTrack? track, float[][] vectors, TrackFailure? failure, TimeSpan audio) =>
        (Track, Vectors, Failure, Audio) = (track, vectors, failure, audio);

    /// <summary>Null when it failed.</summary>
    public StoredTrack? Track { get; }

    /// <summary>One per schema; none when it failed.</summary>
    public float[][] Vectors { get; }

    /// <summary>Null when it succeeded.</summary>
    public TrackFailure? Failure { get; }

    /// <summary>How much audio was measured.</summary>
    public TimeSpan Audio { get; }

    /// <summary>Decodes and measures a track. A file that is not the one that was scanned fails: its audio belongs to another id.</summary>
    public static async Task<TrackExtraction> RunAsync(
        AudioLoader loader, AudioFeatureExtractor extractor, string fullPath, Track track, IReadOnlyList<FeatureSchema> schemas, CancellationToken cancellationToken)
    {
        try
        {
            ThrowIfChanged(fullPath, track);
            LoadedAudio audio = await loader.LoadAsync(fullPath, cancellationToken);
            ThrowIfChanged(fullPath, track);
            ThrowIfNoMusic(audio);
            float[][] vectors = extractor.Extract(audio.Audio, schemas, cancellationToken);
            return new TrackExtraction(Describe(track, audio), vectors, null, audio.Audio.Duration);
        }
        catch (AudioDecodeException error)
        {
            return Failed(track, StageKind.Decode, error);
        }
        catch (AudioFeatureException error)
        {
            return Failed(track, StageKind.Features, error);
        }
    }

    private static void ThrowIfChanged(string fullPath, Track track)
    {
        try
        {
            FileInfo file = AudioFile.Look(fullPath);
            if (!file.Exists || (file.Length == track.Size && file.LastWriteTimeUtc == track.Modified)) return;
        }
        catch (Exception error) when (AudioFile.Explain(error) is { } reason)
        {
            throw new AudioDecodeException(reason, error);
        }

        throw new AudioDecodeException("the file changed since it was scanned: run sargam scan again");
    }

    private static void ThrowIfNoMusic(LoadedAudio audio)
    {
        if (audio.SourceDuration < Shortest)
        {
            throw new AudioFeatureException(string.Create(
                CultureInfo.InvariantCulture, $"too short: {audio.SourceDuration.TotalSeconds:0.#####} s, at least {Shortest.TotalSeconds} s are needed"));
        }

        if (IsConstant(audio.Audio.Samples.Span)) throw new AudioFeatureException("the audio is one constant level, which nobody hears");
    }

    /// <summary>Whether everything but the ends is one level other than 0; silence has a reason of its own.</summary>
    private static bool IsConstant(ReadOnlySpan<float> samples)
    {
        int end = Math.Min(EndLength, samples.Length / 4);
        ReadOnlySpan<float> middle = samples[end..^end];
        if (middle.IsEmpty || middle[0] == 0) return false;
        return TensorPrimitives.Max(middle) - TensorPrimitives.Min(middle) <= ConstantWithin * Math.Abs(middle[0]);
    }

    private static TrackExtraction Failed(Track track, StageKind stage, Exception error) =>
        new(null, [], new TrackFailure(track.Path, stage, error.Message), TimeSpan.Zero);

    private static StoredTrack Describe(Track track, LoadedAudio audio)
    {
        double seconds = audio.SourceDuration.TotalSeconds;
        return new StoredTrack(track.Id, audio.Decoder, seconds)
        {
            Codec = audio.SourceFormat.Codec,
            SampleRate = audio.SourceFormat.SampleRate,
            ChannelCount = audio.SourceFormat.ChannelCount,
            BitRate = seconds > 0 ? (int)Math.Min(8 * track.Size / seconds, int.MaxValue) : null,
            ExcerptStartSeconds = audio.ExcerptStart.TotalSeconds,
        };
    }
}
