using System.CommandLine;
using Sargam.Cli.Options;
using Sargam.Reporting;
using Sargam.Reporting.Paper;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam export</c>: parts of a run for other programs, and a paper to begin with.</summary>
internal static class ExportCommand
{
    private const string Parts =
        """
        What is written, into --out (default: RUN/export, and RUN/paper for --paper):
          --clusters   clusters.csv, projection.csv, explanations.csv
          --latents    latents.npy, latents.csv: the main representation
          --features   NAME.npy, NAME.tracks.csv, NAME.columns.csv and, of statistics, NAME.csv
          --paper      paper.tex (written once, then yours), facts.tex, references.bib, tables/, figures/
        """;

    public static Command Create(CommandShell shell)
    {
        var command = new Command("export", "Writes parts of a run for other programs, or a paper to begin with");
        var paper = new Option<bool>("--paper") { Description = "Tables (Markdown, LaTeX), figures (SVG; PDF and PNG with rsvg-convert or inkscape), references, a LaTeX text" };
        var clusters = new Option<bool>("--clusters") { Description = "Clusters, map positions and explanations as CSV" };
        var latents = new Option<bool>("--latents") { Description = "The main representation as NPY and CSV" };
        var features = new Option<bool>("--features") { Description = "The run's features as NPY and CSV" };
        var folder = new Option<string?>("--out") { Description = "Folder to write into. Default: in the run's own", HelpName = "FOLDER" };
        Option<int> number = OptionKinds.Integer("--run", "The run's number. Default: the newest", 1);
        Option<bool>[] parts = [paper, clusters, latents, features];
        foreach (Option option in (Option[])[.. parts, folder, number]) command.Options.Add(option);
        CommonOptions common = new CommonOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (!parts.Any(part => result.GetValue(part))) result.AddError("export needs to know what: --paper, --clusters, --latents, --features");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Workspace workspace = CommandShell.FindWorkspace(parsed, common);
            string? given = parsed.GetValue(folder);
            if (given is not null) RefuseFile(given);
            await shell.RunAsync(parsed, common, workspace, async pipeline =>
            {
                RunFolder run = RunFolder.Find(workspace, parsed.IsGiven(number) ? parsed.GetValue(number) : null);
                string data = given ?? run.File("export");
                if (parsed.GetValue(clusters)) RunExport.WriteClusters(run, data);
                if (parsed.GetValue(latents)) RunExport.WriteLatents(workspace, run, data);
                if (parsed.GetValue(features)) pipeline.ExportFeatures(run.LoadRecipe(), data);
                if (parts.Skip(1).Any(part => parsed.GetValue(part))) shell.Terminal.Out.WriteLine($"Exported: {Path.GetFullPath(data)}");
                if (!parsed.GetValue(paper)) return true;
                pipeline.Report(run);
                Print(shell, await PaperExport.WriteAsync(workspace, run, given ?? run.File("paper"), cancellationToken));
                return true;
            });
            return ExitCode.Ok;
        });
        return Examples.For(command, """
            sargam export --paper -w ~/clusters
            sargam export --paper -w ~/clusters --out ~/paper
            sargam export --clusters --latents -w ~/clusters --out ~/tables
            sargam export --features -w ~/clusters --run 2
            """, Parts);
    }

    private static void RefuseFile(string folder)
    {
        if (File.Exists(folder)) throw new ArgumentException($"--out must name a folder, got {folder}: it is a file");
    }

    private static void Print(CommandShell shell, PaperResult result)
    {
        shell.Terminal.Out.WriteLine($"Paper: {Path.Combine(result.Folder, "paper.tex")}");
        if (result.TextKept) shell.Terminal.Error.WriteLine("paper.tex was there already and is kept: tables, figures, facts.tex and references.bib are new.");
        if (result.Converter is null)
        {
            shell.Terminal.Error.WriteLine("The figures are SVG only, which LaTeX does not show: install rsvg-convert (Debian: librsvg2-bin) or inkscape, and export again for PDF and PNG.");
        }
    }
}
