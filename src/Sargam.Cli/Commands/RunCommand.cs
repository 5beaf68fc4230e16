using System.CommandLine;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam run SOURCE</c>: the whole flow.</summary>
internal static class RunCommand
{
    public static Command Create(CommandShell shell)
    {
        var command = new Command("run", "Takes music through the whole flow: clusters, scores, a verdict, a map, playlists and a report");
        SourceOptions source = new SourceOptions().AddTo(command);
        RecipeOptions settings = RecipeOptions.All().AddTo(command);
        CommonOptions common = new CommonOptions().AddTo(command, withJson: true, withJobs: true);
        command.SetAction((parsed, cancellationToken) =>
        {
            ScanOptions scan = source.Read(parsed);
            var workspace = new Workspace(common.Workspace(parsed) ?? Workspace.DefaultRoot(scan.Source));
            return RunAsync(shell, parsed, common, workspace, scan, ReadRecipe(parsed, settings), cancellationToken);
        });
        return Examples.For(command, """
            sargam run ~/Music
            sargam run ~/Music -w ~/clusters --clusters 8
            sargam run recordings --label-pattern "{digit}_{speaker}_{*}"
            sargam run songs --metadata songs.csv --labels genre,language --seeds 5
            sargam run songs --metadata songs.csv --condition language
            sargam run --embeddings clap.npy --tracks songs.csv --labels genre
            sargam run songs --features logmel-64x128 --architecture conv2d --beta auto
            """);
    }

    /// <summary>Runs the flow and prints what came of it.</summary>
    public static async Task<int> RunAsync(
        CommandShell shell, ParseResult parsed, CommonOptions common, Workspace workspace, ScanOptions scan, Recipe recipe, CancellationToken cancellationToken)
    {
        SourceOptions.Check(scan, workspace);
        PipelineResult result = await shell.RunAsync(parsed, common, workspace, pipeline => pipeline.RunAsync(scan, recipe, cancellationToken));
        if (common.Json(parsed)) shell.Terminal.Out.WriteLine(result.Evaluation.ToJson());
        else ResultPrinter.Print(shell.Terminal, workspace, result);
        return CommandShell.ExitCodeFor(result.FailureCount, common.Strict(parsed));
    }

    /// <summary>The recipe file, if any, changed by the options given.</summary>
    public static Recipe ReadRecipe(ParseResult parsed, RecipeOptions settings)
    {
        string? file = parsed.GetValue(settings.RecipeFile);
        return settings.Apply(parsed, file is null ? new Recipe() : RecipeFile.Read(file));
    }
}
