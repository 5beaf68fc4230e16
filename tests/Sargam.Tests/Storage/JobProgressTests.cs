using Sargam.Cli.Rendering;
using Sargam.Pipeline;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Storage;

public sealed class JobProgressTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Progress_counts_only_while_somebody_holds_the_lock()
    {
        var workspace = new Workspace(_folder.File("ws"));
        Assert.Null(JobProgress.Read(workspace));
        using (WorkspaceLock.Take(workspace.Root, "test"))
        {
            Assert.Null(JobProgress.Read(workspace));
            Progress().Write(workspace);
            Assert.Equal(Progress(), JobProgress.Read(workspace));
        }

        Assert.Null(JobProgress.Read(workspace)); // left behind by one that was killed
        using WorkspaceLock again = WorkspaceLock.Take(workspace.Root, "test");
        File.WriteAllText(_folder.File("ws/progress.json"), "{");
        Assert.Null(JobProgress.Read(workspace));
        JobProgress.Delete(workspace);
        Assert.False(File.Exists(_folder.File("ws/progress.json")));
    }

    [Fact]
    public async Task A_watched_command_leaves_word_and_takes_it_away_again()
    {
        var workspace = new Workspace(_folder.File("ws"));
        using WorkspaceLock held = WorkspaceLock.Take(workspace.Root, "sargam run");
        new JobProgress { Command = "killed", Stage = "scan", Done = 1, Total = 2, Unit = "tracks", Sentence = "killed", Updated = default }.Write(workspace);
        await using (var observer = new ProgressFileObserver(new PlainObserver(TextWriter.Null, TimeProvider.System, quiet: true), workspace, "sargam run", TimeProvider.System))
        {
            Assert.Null(JobProgress.Read(workspace)); // what was left before is not this command's
            observer.StageStarted(StageKind.Features);
            observer.Report(new StageProgress(StageKind.Features, 3, 10, "tracks"));
            JobProgress? seen = null;
            for (int i = 0; i < 200 && seen is null; i++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
                seen = JobProgress.Read(workspace);
            }

            Assert.Equal(("sargam run", "features", 3, 10, "tracks"), (seen!.Command, seen.Stage, seen.Done, seen.Total, seen.Unit));
            Assert.StartsWith("sargam run, features: 3 of 10 tracks", seen.Sentence, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(_folder.File("ws/progress.json")));
    }

    private static JobProgress Progress() => new()
    {
        Command = "sargam run",
        Stage = "features",
        Done = 1,
        Total = 2,
        Unit = "tracks",
        Sentence = "one of two",
        Updated = DateTimeOffset.UnixEpoch,
    };
}
