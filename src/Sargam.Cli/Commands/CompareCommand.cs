using System.CommandLine;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Comparison;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam compare SOURCE</c>: methods side by side.</summary>
internal sealed class CompareCommand
{
    private const string Explanation =
        """
        What --grid can be; several are combined:
          annealing      every recipe with beta constant, warmup and cyclical
          modalities     every recipe with the sound alone, and each way of joining words to it
          clusterers     every space grouped by kmeans, agglomerative, gaussian-mixture, spectral, dbscan, hdbscan
          k=4,6,8        every recipe with each number of clusters

        PCA, raw features, a plain autoencoder and spectral clustering of each always take part.
        How to read what comes out: docs/compare.md
        """;

    private readonly Option<string[]> _recipes = OptionKinds.List("--recipes", "Presets (sargam recipes lists them) and recipe files, with commas. Default: sargam", "NAME|FILE,...");
    private readonly Option<string[]> _grids = new("--grid")
    {
        Description = "Settings to vary in every recipe: annealing, modalities, clusterers, k=4,6,8; may be given several times",
        HelpName = "GRID",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _seed = OptionKinds.Integer("--seed", "The first seed of every recipe. Default: 0", 0);
    private readonly Option<int> _seeds = OptionKinds.Integer("--seeds", "Seeds of every recipe, for mean and spread. Default: 5", 1, 1000);
    private readonly RecipeOptions _settings = new RecipeOptions().AddCluster().AddEvaluate();

    public static Command Create(CommandShell shell)
    {
        var options = new CompareCommand();
        var command = new Command("compare", "Runs several recipes on the same music and holds their methods side by side, over seeds");
        SourceOptions source = new SourceOptions().AddTo(command, withVectorsBeside: true);
        options.AddTo(command);
        CommonOptions common = new CommonOptions().AddTo(command, withJson: true, withJobs: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ScanOptions scan = source.Read(parsed);
            var workspace = new Workspace(common.Workspace(parsed) ?? Workspace.DefaultRoot(scan.Source));
            ComparisonOptions comparison = options.Read(parsed) with { EmbeddingsFile = source.VectorsBeside(parsed), IdColumn = scan.IdColumn };
            SourceOptions.Check(scan, workspace);
            ComparisonResult result = await shell.RunAsync(parsed, common, workspace, pipeline => pipeline.CompareAsync(scan, comparison, cancellationToken));
            if (common.Json(parsed)) shell.Terminal.Out.WriteLine(result.ToJson());
            else ComparisonPrinter.Print(shell.Terminal, result);
            return CommandShell.ExitCodeFor(workspace.LoadFailures().Count + result.NotRun.Count, common.Strict(parsed));
        });
        return Examples.For(command, """
            sargam compare ~/Music --recipes sargam,mfcc-vae,mfcc-vae-fixed --seeds 10
            sargam compare songs --recipes mine.yaml,theirs.yaml --metadata songs.csv --labels genre,language
            sargam compare songs --grid annealing --grid k=4,6,8
            sargam compare songs --lyrics ~/lyrics --grid modalities --json
            sargam compare songs --embeddings clap.npy --metadata songs.csv --labels genre
            """, Explanation);
    }

    private void AddTo(Command command)
    {
        _grids.Validators.Add(result =>
        {
            foreach (string grid in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (!ComparisonGrid.TryParse(grid, out _, out string? error)) result.AddError(error);
            }
        });
        foreach (Option option in new Option[] { _recipes, _grids, _seeds, _seed }) command.Options.Add(option);
        _settings.AddTo(command);
    }

    private ComparisonOptions Read(ParseResult parsed)
    {
        string[] names = parsed.GetValue(_recipes) is { Length: > 0 } given ? given : ["sargam"];
        return new ComparisonOptions
        {
            Recipes = [.. names.SelectMany(RecipeCatalog.Find).Select(recipe => _settings.Apply(parsed, recipe))],
            Grids = [.. parsed.GetRequiredValue(_grids).Select(Parse)],
            Seed = parsed.IsGiven(_seed) ? (ulong)parsed.GetValue(_seed) : 0,
            SeedCount = parsed.IsGiven(_seeds) ? parsed.GetValue(_seeds) : 5,
        };
    }

    private static ComparisonGrid Parse(string text) =>
        ComparisonGrid.TryParse(text, out ComparisonGrid? grid, out string? error) ? grid : throw new ArgumentException(error);
}
