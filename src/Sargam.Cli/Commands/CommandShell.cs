using System.CommandLine;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;
using Sargam.Storage;
using Spectre.Console;

namespace Sargam.Cli.Commands;

/// <summary>What every command that works on a workspace does around its own work: threads, lock, progress.</summary>
internal sealed class CommandShell(Terminal terminal, TimeProvider clock)
{
    /// <summary>Where output goes.</summary>
    public Terminal Terminal { get; } = terminal;

    /// <summary>The clock for progress and manifests.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Takes the workspace's lock and runs the work with progress on stderr.</summary>
    public async Task<T> RunAsync<T>(
        ParseResult parsed, CommonOptions common, Workspace workspace, Func<SargamPipeline, Task<T>> work)
    {
        using IDisposable? limit = common.Threads(parsed) is { } threads ? WorkerPool.Limit(threads) : null;
        string name = $"sargam {parsed.CommandResult.Command.Name}";
        using WorkspaceLock held = WorkspaceLock.Take(workspace.Root, name);
        try
        {
            return await WatchAsync(parsed, common, workspace, name, work);
        }
        catch
        {
            held.Abandon();
            throw;
        }
    }

    /// <summary>The workspace that was named, or the only one in the current folder.</summary>
    /// <exception cref="ArgumentException">None was named, and there is not exactly one to choose.</exception>
    public static Workspace FindWorkspace(ParseResult parsed, CommonOptions common) => FindWorkspace(common.Workspace(parsed));

    /// <summary>The workspace of a name, or without one the only one in the current folder.</summary>
    /// <exception cref="ArgumentException">None was named, and there is not exactly one to choose.</exception>
    public static Workspace FindWorkspace(string? named)
    {
        if (named is not null)
        {
            var workspace = new Workspace(named);
            // Looking before the lock is taken: a mistyped name must not leave a folder behind.
            if (!Directory.Exists(workspace.Root)) throw new StoreException($"{workspace.Root} does not exist: run sargam scan SOURCE --workspace {named} first");
            return workspace;
        }

        string[] candidates = [.. Directory.EnumerateDirectories(".", "sargam-*").Order(StringComparer.Ordinal)];
        return candidates.Length == 1
            ? new Workspace(candidates[0])
            : throw new ArgumentException(candidates.Length == 0
                ? "--workspace is needed: there is no ./sargam-* folder here"
                : $"--workspace is needed: there are several here ({string.Join(", ", candidates.Select(Path.GetFileName))})");
    }

    /// <summary>0, or what failed tracks make of it.</summary>
    public static int ExitCodeFor(int failureCount, bool strict) =>
        failureCount == 0 ? ExitCode.Ok : strict ? ExitCode.Failed : ExitCode.SomeTracksFailed;

    private async Task<T> WatchAsync<T>(ParseResult parsed, CommonOptions common, Workspace workspace, string name, Func<SargamPipeline, Task<T>> work)
    {
        if (!Terminal.IsErrorInteractive || common.Quiet(parsed))
        {
            return await RunAsync(new PlainObserver(Terminal.Error, Clock, common.Quiet(parsed)));
        }

        return await Terminal.ErrorConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => RunAsync(new LiveObserver(Terminal.ErrorConsole, context, Clock)));

        async Task<T> RunAsync(IPipelineObserver observer)
        {
            await using var watched = new ProgressFileObserver(observer, workspace, name, Clock);
            return await work(new SargamPipeline(workspace, watched, Clock, common.Pipeline(parsed)));
        }
    }
}
