using System.CommandLine;
using System.Text.Json;
using Sargam.Cli.Rendering;
using Sargam.Pipeline;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam recipes</c>: what recipes there are, and what is in one.</summary>
internal static class RecipesCommand
{
    public static Command Create(CommandShell shell)
    {
        var command = new Command("recipes", "Lists the recipes that come with Sargam: its own, and published pipelines as published and repaired");
        var json = new Option<bool>("--json") { Description = "Print the list as JSON" };
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json)) PrintJson(shell.Terminal);
            else Print(shell.Terminal);
            return ExitCode.Ok;
        });
        command.Subcommands.Add(Show(shell));
        return Examples.For(command, """
            sargam recipes
            sargam recipes show hybrid-beta-vae > mine.yaml      a copy to change
            sargam run songs --recipe mine.yaml
            """);
    }

    private static Command Show(CommandShell shell)
    {
        var show = new Command("show", "Prints a recipe as YAML, with what it reproduces and what to expect of it");
        var name = new Argument<string>("NAME") { Description = "A name that sargam recipes lists" };
        show.Arguments.Add(name);
        show.SetAction(parsed =>
        {
            string wanted = parsed.GetRequiredValue(name);
            IReadOnlyList<string> names = RecipeCatalog.Families.GetValueOrDefault(wanted) ?? [wanted];
            shell.Terminal.Out.Write(string.Join("\n---\n", names.Select(RecipeCatalog.Text)));
            return ExitCode.Ok;
        });
        return Examples.For(show, "sargam recipes show mfcc-sequence-vae");
    }

    private static void Print(Terminal terminal)
    {
        foreach (string name in RecipeCatalog.Names)
        {
            terminal.Out.WriteLine(name);
            terminal.Out.WriteLine($"    {RecipeCatalog.Summary(name)}");
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine("Several at once:");
        foreach ((string family, IReadOnlyList<string> members) in RecipeCatalog.Families) terminal.Out.WriteLine($"    {family} = {string.Join(", ", members)}");
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("sargam run SOURCE --recipe NAME runs one; sargam recipes show NAME prints it, to be changed and named as a file.");
    }

    private static void PrintJson(Terminal terminal) => terminal.Out.WriteLine(JsonSerializer.Serialize(new
    {
        recipes = RecipeCatalog.Names.Select(name => new { name, summary = RecipeCatalog.Summary(name) }),
        families = RecipeCatalog.Families,
    }));
}
