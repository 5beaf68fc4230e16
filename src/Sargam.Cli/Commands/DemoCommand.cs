using System.CommandLine;
using Sargam.Cli.Options;
using Sargam.Demo;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam demo</c>: makes a small collection and takes it through the whole flow.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandShell shell)
    {
        var command = new Command("demo", "Synthesises a small collection in three languages and runs everything on it");
        var isNull = new Option<bool>("--null") { Description = "Make one style only: the verdict must be that there is no structure" };
        command.Options.Add(isNull);
        RecipeOptions settings = RecipeOptions.All().AddTo(command);
        CommonOptions common = new CommonOptions().AddTo(command, withJson: true, withJobs: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool oneStyle = parsed.GetValue(isNull);
            string root = Path.GetFullPath(common.Workspace(parsed) ?? (oneStyle ? "sargam-demo-null" : "sargam-demo"));
            IReadOnlyList<Recipe> recipes = RunCommand.ReadRecipes(parsed, settings);
            // The music lies beside the workspace, as a user's own would: nothing is written among it later.
            string collection = Path.Combine(root, "collection");
            await Task.Run(() => Synthesise(shell, parsed, common, collection, recipes[0].Seed, oneStyle, cancellationToken), cancellationToken);
            var scan = new ScanOptions
            {
                Source = Path.Combine(collection, "music"),
                Name = oneStyle ? "Sargam demo, one style" : "Sargam demo",
                MetadataFile = Path.Combine(collection, "metadata.csv"),
                Labels = ["style", "language"],
            };
            return await RunCommand.RunAsync(shell, parsed, common, new Workspace(root), scan, recipes, cancellationToken);
        });
        return Examples.For(command, """
            sargam demo
            sargam demo --null           one style only: Sargam must say that there is nothing
            sargam demo -w ~/demo --seed 7
            """);
    }

    private static void Synthesise(
        CommandShell shell, ParseResult parsed, CommonOptions common, string folder, ulong seed, bool oneStyle, CancellationToken cancellationToken)
    {
        using IDisposable? limit = common.Threads(parsed) is { } threads ? Numerics.Parallelism.WorkerPool.Limit(threads) : null;
        DemoCollection demo = DemoCollection.Create(new DemoOptions { Seed = seed, Kind = oneStyle ? DemoKind.Null : DemoKind.Mixed });
        try
        {
            demo.Write(folder, null, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot write the demo's music: {error.Message}. Name another folder with --workspace.", error);
        }

        if (!common.Quiet(parsed)) shell.Terminal.Error.WriteLine($"demo      {demo.Tracks.Count} tracks synthesised");
    }
}
