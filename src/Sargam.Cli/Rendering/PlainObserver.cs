using System.Globalization;
using Sargam.Pipeline;

namespace Sargam.Cli.Rendering;

/// <summary>Progress as plain lines without escape codes, for logs and pipes: a line every ten seconds at the most.</summary>
internal sealed class PlainObserver(TextWriter log, TimeProvider clock, bool quiet) : IPipelineObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private long _lastLine;
    private long _started;

    public void StageStarted(StageKind stage)
    {
        lock (_lock) _lastLine = _started = clock.GetTimestamp();
    }

    public void Note(StageKind stage, string text)
    {
        if (!quiet) Write($"{stage.ToName(),-9} {text}");
    }

    public void Warn(StageKind stage, string text) => Write($"{stage.ToName(),-9} warning: {text}");

    public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused)
    {
        if (!quiet) Write($"{stage.ToName(),-9} {(reused ? "unchanged, kept" : $"done in {Seconds(elapsed)}")}");
    }

    public void Report(StageProgress value)
    {
        if (quiet) return;
        lock (_lock)
        {
            if (clock.GetElapsedTime(_lastLine) < Interval) return;
            _lastLine = clock.GetTimestamp();
            log.WriteLine($"{value.Stage.ToName(),-9} {ProgressText.Describe(value, clock.GetElapsedTime(_started))}");
        }
    }

    private void Write(string line)
    {
        lock (_lock) log.WriteLine(SafeText.Line(line));
    }

    private static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
