using System.Collections.Concurrent;
using Sargam.Pipeline;
using Sargam.Scanning;

namespace Sargam.Features;

/// <summary>Counts what an extraction has done. Threads share it.</summary>
internal sealed class ExtractionProgress(IPipelineObserver observer, int total)
{
    private readonly ConcurrentBag<TrackFailure> _failures = [];
    private long _audioTicks;
    private int _done;

    /// <summary>The tracks that failed, in any order.</summary>
    public IReadOnlyCollection<TrackFailure> Failures => _failures;

    /// <summary>Counts a track, and tells the observer.</summary>
    public void Add(TrackExtraction extraction)
    {
        if (extraction.Failure is { } failure) _failures.Add(failure);
        long ticks = Interlocked.Add(ref _audioTicks, extraction.Audio.Ticks);
        observer.Report(new StageProgress(StageKind.Features, Interlocked.Increment(ref _done), total, "tracks")
        {
            Audio = TimeSpan.FromTicks(ticks),
            FailureCount = _failures.Count,
        });
    }
}
