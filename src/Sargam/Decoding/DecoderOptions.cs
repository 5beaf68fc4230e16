using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Sndfile;

namespace Sargam.Decoding;

/// <summary>Which decoders <see cref="DecoderSet.FindAsync"/> looks for, and their limits.</summary>
public sealed record DecoderOptions
{
    /// <summary>
    /// How to start a worker for libsndfile. Default null: without workers libsndfile is not used, and ffmpeg reads what it
    /// would have read, several times slower.
    /// </summary>
    public WorkerCommand? Worker { get; init; }

    /// <summary>Limits for files that libsndfile decodes.</summary>
    public SndfileOptions Sndfile { get; init; } = new();

    /// <summary>Limits for files that ffmpeg decodes.</summary>
    public FfmpegOptions Ffmpeg { get; init; } = new();
}
