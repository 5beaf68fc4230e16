using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Cli.Rendering;

/// <summary>
/// Leaves word of how far a command is in the workspace, once a second at the most, for <c>sargam serve</c> in another process;
/// passes everything on. Disposing removes the file.
/// </summary>
internal sealed class ProgressFileObserver : IPipelineObserver, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly IPipelineObserver _inner;
    private readonly Workspace _workspace;
    private readonly string _command;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private StageKind? _stage;
    private StageProgress? _latest;
    private long _started;
    private bool _isNew;

    public ProgressFileObserver(IPipelineObserver inner, Workspace workspace, string command, TimeProvider clock)
    {
        (_inner, _workspace, _command, _clock) = (inner, workspace, command, clock);
        JobProgress.Delete(workspace); // what a killed command left
        _timer = clock.CreateTimer(_ => Write(), null, Interval, Interval);
    }

    public void StageStarted(StageKind stage)
    {
        lock (_lock) (_stage, _latest, _started, _isNew) = (stage, null, _clock.GetTimestamp(), true);
        _inner.StageStarted(stage);
    }

    public void Note(StageKind stage, string text) => _inner.Note(stage, text);

    public void Warn(StageKind stage, string text) => _inner.Warn(stage, text);

    public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused) => _inner.StageFinished(stage, elapsed, reused);

    public void Report(StageProgress value)
    {
        lock (_lock) (_latest, _isNew) = (value, true);
        _inner.Report(value);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync(); // no call of it is under way any more
        JobProgress.Delete(_workspace);
    }

    private void Write()
    {
        JobProgress progress;
        lock (_lock)
        {
            if (!_isNew || _stage is not { } stage) return;
            _isNew = false;
            StageProgress latest = _latest ?? new StageProgress(stage, 0, 0, "");
            string done = _latest is null ? "" : $": {ProgressText.Describe(latest, _clock.GetElapsedTime(_started))}";
            progress = new JobProgress
            {
                Command = _command,
                Stage = stage.ToName(),
                Done = latest.Done,
                Total = latest.Total,
                Unit = latest.Unit,
                Sentence = $"{_command}, {stage.ToName()}{done}",
                Updated = _clock.GetUtcNow(),
            };
        }

        try
        {
            progress.Write(_workspace);
        }
        catch (StoreException)
        {
            // A full disk stops the work soon enough, and says so itself.
        }
    }
}
