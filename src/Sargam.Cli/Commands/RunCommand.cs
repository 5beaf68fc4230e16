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
            return RunAsync(shell, parsed, common, workspace, scan, ReadRecipes(parsed, settings), cancellationToken);
        });
        return Examples.For(command, """
            sargam run ~/Music
            sargam run ~/Music -w ~/clusters --clusters 8
            sargam run recordings --label-pattern "{digit}_{speaker}_{*}"
            sargam run songs --metadata songs.csv --labels genre,language --seeds 5
            sargam run songs --metadata songs.csv --condition language
            sargam run --embeddings clap.npy --tracks songs.csv --labels genre
            sargam run songs --features logmel-64x128 --architecture conv2d --beta auto
            sargam run songs --recipe hybrid-beta-vae      a published pipeline; sargam recipes lists them
            """);
    }

    /// <summary>Runs the flow with each recipe and prints what came of it.</summary>
    public static async Task<int> RunAsync(
        CommandShell shell, ParseResult parsed, CommonOptions common, Workspace workspace, ScanOptions scan, IReadOnlyList<Recipe> recipes, CancellationToken cancellationToken)
    {
        SourceOptions.Check(scan, workspace);
        var results = new List<PipelineResult>();
        foreach (Recipe recipe in recipes)
        {
            if (recipes.Count > 1 && !common.Quiet(parsed)) shell.Terminal.Error.WriteLine($"recipe    {recipe.Name}");
            PipelineResult result = await shell.RunAsync(parsed, common, workspace, pipeline => pipeline.RunAsync(scan, recipe, cancellationToken));
            results.Add(result);
            if (common.Json(parsed)) continue;
            if (recipes.Count > 1) shell.Terminal.Out.WriteLine($"{(results.Count > 1 ? "\n" : "")}Recipe {recipe.Name}");
            ResultPrinter.Print(shell.Terminal, workspace, result);
        }

        if (common.Json(parsed)) shell.Terminal.Out.WriteLine(recipes.Count == 1 ? results[0].Evaluation.ToJson() : $"[{string.Join(",\n", results.Select(result => result.Evaluation.ToJson()))}]");
        return CommandShell.ExitCodeFor(results.Max(result => result.FailureCount), common.Strict(parsed));
    }

    /// <summary>The recipes of the name or file given, Sargam's own without one, changed by the options given.</summary>
    public static IReadOnlyList<Recipe> ReadRecipes(ParseResult parsed, RecipeOptions settings) =>
        [.. RecipeCatalog.Find(parsed.GetValue(settings.RecipeFile) ?? RecipeCatalog.Default).Select(recipe => settings.Apply(parsed, recipe))];

    /// <summary>The same for a stage, which takes one recipe.</summary>
    /// <exception cref="ArgumentException">The name stands for several.</exception>
    public static Recipe ReadRecipe(ParseResult parsed, RecipeOptions settings) => ReadRecipes(parsed, settings) is [var recipe]
        ? recipe
        : throw new ArgumentException($"--recipe must name one recipe here: {parsed.GetValue(settings.RecipeFile)} stands for {string.Join(", ", RecipeCatalog.Families[parsed.GetValue(settings.RecipeFile)!])}");
}
