using System.CommandLine;
using System.Globalization;
using Sargam.Clustering;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Cli.Options;

/// <summary>The <c>--run</c> option of commands that look at a run: its number or its folder's name.</summary>
internal static class RunName
{
    public static Option<string?> Option() => new("--run") { Description = "The run: its number, or its folder's name. Default: the newest that is finished", HelpName = "NAME" };

    /// <summary>The run that is named, or the newest that has a report, else the newest with clusters; null where there is none and none is named.</summary>
    /// <exception cref="StoreException">There is no run of this name.</exception>
    public static RunFolder? Find(Workspace workspace, string? name)
    {
        RunFolder[] runs = [.. RunFolder.All(workspace)];
        if (name is null) return Newest(runs, StageKind.Report) ?? Newest(runs, StageKind.Cluster);
        return runs.FirstOrDefault(run => NameOf(run) == name)
            ?? runs.FirstOrDefault(run => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && run.Number == number)
            ?? throw new StoreException(runs.Length == 0
                ? $"{workspace.Root} has no run yet: use sargam run first"
                : $"{workspace.Root} has no run {name}: it has {string.Join(", ", runs.Reverse().Select(NameOf))}");
    }

    /// <summary>The run's folder.</summary>
    public static string NameOf(RunFolder run) => Path.GetFileName(run.Path);

    /// <summary>The clusters; null where there are none yet.</summary>
    public static RunClusters? ClustersOf(RunFolder? run) => run is null || !run.Manifest.Stages.ContainsKey(StageKind.Cluster.ToName()) ? null : RunClusters.Load(run);

    private static RunFolder? Newest(RunFolder[] runs, StageKind stage) => Array.Find(runs, run => run.Manifest.Stages.ContainsKey(stage.ToName()));
}
