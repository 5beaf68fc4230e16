using Sargam.Storage;

namespace Sargam.Pipeline;

/// <summary>
/// Runs a stage of a run: skips it when an earlier result has the same key, else computes it, and notes key and time in the
/// manifest once all files are written.
/// </summary>
internal sealed class StageRunner(RunFolder run, IPipelineObserver observer, TimeProvider clock)
{
    /// <summary>The run that stages write into.</summary>
    public RunFolder Run { get; } = run;

    /// <summary>Told about progress.</summary>
    public IPipelineObserver Observer { get; } = observer;

    /// <summary>Runs one stage.</summary>
    /// <param name="stage">Which.</param>
    /// <param name="key">Fingerprint of everything it depends on.</param>
    /// <param name="outputs">Files it writes; when one is gone the stage runs again.</param>
    /// <param name="compute">Writes the files.</param>
    public void Execute(StageKind stage, string key, IReadOnlyList<string> outputs, Action compute)
    {
        long started = clock.GetTimestamp();
        Observer.StageStarted(stage);
        bool reused = Run.IsCurrent(stage, key) && outputs.All(file => File.Exists(Run.File(file)));
        if (!reused)
        {
            Forget(stage);
            compute();
            TimeSpan elapsed = clock.GetElapsedTime(started);
            var entry = new Manifest.StageEntry(key, clock.GetUtcNow(), Math.Round(elapsed.TotalSeconds, 3));
            Run.Update(manifest => manifest with
            {
                Sargam = SargamVersion.Current,
                Machine = MachineDescription.Current,
                Stages = new SortedDictionary<string, Manifest.StageEntry>(manifest.Stages.ToDictionary(), StringComparer.Ordinal) { [stage.ToName()] = entry },
            });
        }

        Observer.StageFinished(stage, clock.GetElapsedTime(started), reused);
    }

    /// <summary>
    /// Half-written files of an interrupted stage must not pass for those of its earlier result, nor a report of what was before for
    /// one of what is now.
    /// </summary>
    private void Forget(StageKind stage)
    {
        string[] outdated = [stage.ToName(), StageKind.Report.ToName()];
        if (!outdated.Any(Run.Manifest.Stages.ContainsKey)) return;
        Run.Update(manifest => manifest with
        {
            Stages = new SortedDictionary<string, Manifest.StageEntry>(manifest.Stages.Where(entry => !outdated.Contains(entry.Key)).ToDictionary(), StringComparer.Ordinal),
        });
    }
}
