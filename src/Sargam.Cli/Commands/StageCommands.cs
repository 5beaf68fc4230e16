using System.CommandLine;
using System.Text.Json;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Evaluation;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary>The commands that run one stage on what earlier stages left in a workspace.</summary>
internal sealed class StageCommands(CommandShell shell)
{
    private const string Schemas =
        """
        What --features can be, numbers a track (more in docs/features.md):
          mfcc-stats, mfcc-stats-13          40, 26     means and deviations of 20 or 13 MFCC
          mfcc-moments, mfcc-moments-13      80, 52     skewness and kurtosis too
          track-stats                        851        the same and percentiles of timbre, harmony and rhythm
          descriptors                        9          tempo, loudness and the like, for people
          mfcc-sequence                      20 x 130   3 seconds of 20 MFCC, frame by frame
          stack-39x130                       39 x 130   3 seconds of MFCC, pitch classes and contrast
          logmel-64x128, logmel-128x128      64 x 128, 128 x 128   3 seconds of mel bands
        """;

    public IEnumerable<Command> Create() => [Features(), Represent(), Cluster(), Evaluate(), Project(), Report()];

    private Command Features()
    {
        var command = new Command("features", "Decodes the scanned tracks and measures them; tracks measured before are not opened");
        RecipeOptions settings = new RecipeOptions().AddRecipe().AddFeatures().AddTo(command);
        var export = new Option<string?>("--export")
        {
            Description = "Also write the features as NPY (and CSV, when they are statistics), with what every column means",
            HelpName = "FOLDER",
        };
        command.Options.Add(export);
        CommonOptions common = new CommonOptions().AddTo(command, withJson: true, withJobs: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Workspace workspace = CommandShell.FindWorkspace(parsed, common);
            Recipe recipe = RunCommand.ReadRecipe(parsed, settings);
            RecipeCheck.ThrowIfInvalid(recipe);
            string? folder = parsed.GetValue(export);
            if (folder is not null) CreateExportFolder(folder);
            await shell.RunAsync(parsed, common, workspace, async pipeline =>
            {
                await pipeline.DecodeAndExtractAsync(recipe, cancellationToken);
                if (folder is not null) pipeline.ExportFeatures(recipe, folder);
                return true;
            });
            int failures = workspace.LoadFailures().Count;
            if (common.Json(parsed)) PrintJson(workspace, recipe, folder, failures);
            else Print(workspace, folder);
            return CommandShell.ExitCodeFor(failures, common.Strict(parsed));
        });
        return Examples.For(command, """
            sargam features -w ~/clusters
            sargam features -w ~/clusters --features track-stats --export ~/clusters/tables
            sargam features -w ~/clusters --features stack-39x130 --crops spread:3 --jobs 4
            """, Schemas);
    }

    /// <summary>Before hours of work, not after.</summary>
    private static void CreateExportFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"--export must name a folder that can be written, got {folder}: {(File.Exists(folder) ? "it is a file" : error.Message)}", error);
        }
    }

    private void Print(Workspace workspace, string? exportFolder)
    {
        if (exportFolder is not null) shell.Terminal.Out.WriteLine($"Exported: {Path.GetFullPath(exportFolder)}");
        shell.Terminal.Out.WriteLine($"Features: {workspace.FeaturesFolder}");
    }

    private void PrintJson(Workspace workspace, Recipe recipe, string? exportFolder, int failures) => shell.Terminal.Out.WriteLine(JsonSerializer.Serialize(new
    {
        workspace = workspace.Root,
        features = workspace.FeaturesFolder,
        schema = recipe.Features.Schema,
        tracks = workspace.LoadCollection().DistinctTracks.Count,
        failures,
        exported = exportFolder is null ? null : Path.GetFullPath(exportFolder),
    }));

    private Command Represent()
    {
        var command = new Command("represent", "Learns latent spaces from the features: the VAE and its baselines, in a new run");
        RecipeOptions settings = RecipeOptions.All().AddTo(command);
        CommonOptions common = new CommonOptions().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Workspace workspace = CommandShell.FindWorkspace(parsed, common);
            Recipe recipe = RunCommand.ReadRecipe(parsed, settings);
            RunFolder run = await shell.RunAsync(
                parsed, common, workspace, pipeline => Task.Run(() => pipeline.Represent(recipe, cancellationToken), cancellationToken));
            shell.Terminal.Out.WriteLine($"Run: {run.Path}");
            return ExitCode.Ok;
        });
        return Examples.For(command, """
            sargam represent -w ~/clusters
            sargam represent -w ~/clusters --latent 8 --beta 4 --seeds 5
            sargam represent -w ~/clusters --beta auto --active-units 3
            sargam represent -w ~/clusters --features stack-39x130 --architecture conv1d
            sargam represent -w ~/clusters --condition language --condition-on decoder
            """);
    }

    private Command Cluster() => RunStage(
        "cluster", "Groups the tracks of a run", new RecipeOptions().AddCluster(), (pipeline, run, token) => pipeline.Cluster(run, token),
        run => $"Clusters: {run.File("clusters.csv")}",
        """
        sargam cluster -w ~/clusters
        sargam cluster -w ~/clusters --clusters 8
        """);

    private Command Evaluate() => RunStage(
        "evaluate", "Scores the groups of a run, or clusters made elsewhere, holds them against chance and reaches a verdict", new RecipeOptions().AddEvaluate(),
        (pipeline, run, token) => pipeline.Evaluate(run, token), null,
        """
        sargam evaluate -w ~/clusters
        sargam evaluate -w ~/clusters --null-draws 100 --permutations 9999
        sargam evaluate --embeddings z.npy --assignments mine.csv
        sargam evaluate --embeddings z.npy --tracks songs.csv --assignments mine.csv --id-column id --labels genre,language
        """,
        new AuditSource());

    private Command Project() => RunStage(
        "project", "Lays the tracks of a run out on a map", new RecipeOptions().AddProject(), (pipeline, run, token) => pipeline.Project(run, token),
        run => $"Map: {run.File("projection.csv")}",
        """
        sargam project -w ~/clusters --perplexity 15
        sargam project -w ~/clusters --map umap,tsne
        """);

    private Command Report() => RunStage(
        "report", "Writes figures, playlists and the report of a run", new RecipeOptions(), (pipeline, run, _) => pipeline.Report(run),
        run => $"Report: {run.File("report.html")}",
        "sargam report -w ~/clusters");

    /// <summary>A stage that works inside a run; its options change the run's recipe.</summary>
    private Command RunStage(
        string name, string description, RecipeOptions settings, Action<SargamPipeline, RunFolder, CancellationToken> work,
        Func<RunFolder, string>? describe, string examples, AuditSource? audit = null)
    {
        var command = new Command(name, description);
        settings.AddTo(command);
        Option<int> number = OptionKinds.Integer("--run", "The run's number. Default: the newest", 1);
        command.Options.Add(number);
        audit?.AddTo(command, number);
        CommonOptions common = new CommonOptions().AddTo(command, withJson: describe is null);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (audit?.IsGiven(parsed) == true)
            {
                return await AuditCommand.RunAsync(shell, parsed, common, audit.Read(parsed, settings.Apply(parsed, new Recipe()).Evaluate), cancellationToken);
            }

            Workspace workspace = CommandShell.FindWorkspace(parsed, common);
            RunFolder run = await shell.RunAsync(parsed, common, workspace, pipeline => Task.Run(
                () =>
                {
                    RunFolder found = RunFolder.Find(workspace, parsed.IsGiven(number) ? parsed.GetValue(number) : null);
                    Recipe before = found.LoadRecipe();
                    Recipe recipe = settings.Apply(parsed, before);
                    RecipeCheck.ThrowIfInvalid(recipe);
                    found.SaveRecipe(recipe);
                    try
                    {
                        work(pipeline, found, cancellationToken);
                    }
                    catch
                    {
                        found.SaveRecipe(before); // settings of results that there are not
                        throw;
                    }

                    return found;
                }, cancellationToken));
            Print(parsed, common, run, describe);
            return ExitCode.Ok;
        });
        return Examples.For(command, examples);
    }

    private void Print(ParseResult parsed, CommonOptions common, RunFolder run, Func<RunFolder, string>? describe)
    {
        if (describe is not null)
        {
            shell.Terminal.Out.WriteLine(describe(run));
            return;
        }

        EvaluationResult result = EvaluationResult.Read(run);
        if (common.Json(parsed)) shell.Terminal.Out.WriteLine(result.ToJson());
        else ResultPrinter.PrintEvaluation(shell.Terminal, result);
    }
}
