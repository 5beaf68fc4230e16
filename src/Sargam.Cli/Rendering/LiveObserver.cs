using Sargam.Pipeline;
using Spectre.Console;

namespace Sargam.Cli.Rendering;

/// <summary>Progress bars for a terminal: one per stage, with rate and time left.</summary>
internal sealed class LiveObserver(IAnsiConsole console, ProgressContext context, TimeProvider clock) : IPipelineObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StageKind, (ProgressTask Task, long Started)> _bars = [];

    public void StageStarted(StageKind stage)
    {
        lock (_lock) _bars[stage] = (context.AddTask(Label(stage, ""), maxValue: 1), clock.GetTimestamp());
    }

    public void Note(StageKind stage, string text)
    {
        lock (_lock) console.MarkupLineInterpolated($"[dim]{stage.ToName(),-9}[/] {SafeText.Line(text)}");
    }

    public void Warn(StageKind stage, string text)
    {
        lock (_lock) console.MarkupLineInterpolated($"[yellow]{stage.ToName(),-9} {SafeText.Line(text)}[/]");
    }

    public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused)
    {
        lock (_lock)
        {
            if (!_bars.TryGetValue(stage, out var bar)) return;
            bar.Task.Value = bar.Task.MaxValue;
            bar.Task.Description = Label(stage, reused ? "unchanged, kept" : $"{elapsed.TotalSeconds:0.0} s");
            bar.Task.StopTask();
        }
    }

    public void Report(StageProgress value)
    {
        lock (_lock)
        {
            if (!_bars.TryGetValue(value.Stage, out var bar)) return;
            bar.Task.MaxValue = Math.Max(1, value.Total);
            bar.Task.Value = Math.Min(value.Done, bar.Task.MaxValue);
            bar.Task.Description = Label(value.Stage, ProgressText.Describe(value, clock.GetElapsedTime(bar.Started)));
        }
    }

    private static string Label(StageKind stage, string text) => $"{stage.ToName(),-9} [dim]{Markup.Escape(text)}[/]";
}
