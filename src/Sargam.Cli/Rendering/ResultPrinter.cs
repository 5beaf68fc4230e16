using System.Globalization;
using Sargam.Evaluation;
using Sargam.Explanations;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Storage;
using Spectre.Console;

namespace Sargam.Cli.Rendering;

/// <summary>The end of a run for people: the comparison table, the verdict with its reasons, where the report is.</summary>
internal static class ResultPrinter
{
    private const string Told = "*";

    public static void Print(Terminal terminal, Workspace workspace, PipelineResult result)
    {
        PrintEvaluation(terminal, result.Evaluation);
        PrintExplanations(terminal, result.Run);
        if (result.FailureCount > 0)
        {
            terminal.Out.WriteLine($"{Words.Count(result.FailureCount, "file")} could not be used: {Relative(Path.Combine(workspace.Root, "failures.csv"))}");
        }

        terminal.Out.WriteLine($"Report: {Relative(result.ReportPath)}");
    }

    /// <summary>Table and verdict.</summary>
    public static void PrintEvaluation(Terminal terminal, EvaluationResult evaluation)
    {
        string[] labels = [.. evaluation.Methods.SelectMany(method => method.Labels).Select(label => label.Label).Distinct(StringComparer.Ordinal)];
        var table = new TextTable(["method", "k", "largest", "silhouette", "common", "stability", "active", .. labels.SelectMany(label => new[] { $"AMI {label}", "p" }), "verdict"]);
        table.Optional(["active", "p", "common", "largest", "stability", "silhouette", .. labels.Skip(1).Reverse().Select(label => $"AMI {label}")]);
        foreach (ClusterQuality method in evaluation.FirstSeed)
        {
            table.Add([
                $"{method.Representation} + {method.Clusterer}", method.ClusterCount.ToString(), Number(method.LargestShare, "0.00"), Number(method.Silhouette),
                Number(method.SilhouetteCommon), Number(method.Stability), method.ActiveUnits?.ToString() ?? "–",
                .. labels.SelectMany(name => Agreement(method, name)), method.Verdict.ToName()]);
        }

        table.Write(terminal);
        if (evaluation.FirstSeed.FirstOrDefault(method => method.LabelConditioned is not null) is { LabelConditioned: { } told } labelled)
        {
            terminal.Out.WriteLine($"{Told} {labelled.Representation} was told each track's {told}: its agreement with that proves nothing and is not ranked.");
        }

        if (evaluation.FirstSeed.Any(method => method.Representation == RepresentationMethod.VaeUmap.ToName()))
        {
            terminal.Out.WriteLine("vae-umap makes clumps of anything: its own silhouette is no better for being high. Compare the common one, and labels.");
        }

        int seeds = evaluation.Methods.Select(method => method.Seed).Distinct().Count();
        if (seeds > 1) terminal.Out.WriteLine($"Seed {evaluation.Methods[0].Seed} of {seeds}; summary.csv has mean and deviation, the verdict goes by the mean.");
        terminal.Out.WriteLine();
        PrintVerdict(terminal, evaluation.Scorecard);
        terminal.Out.WriteLine();
    }

    /// <summary>A sentence per cluster, of as many as people read.</summary>
    private static void PrintExplanations(Terminal terminal, RunFolder run)
    {
        const int Most = 12;
        IReadOnlyList<string> summaries = ExplanationFile.ReadSummaries(run);
        foreach (string summary in summaries.Take(Most)) terminal.Out.WriteLine(SafeText.Line(summary));
        if (summaries.Count > Most) terminal.Out.WriteLine($"{Words.Count(summaries.Count - Most, "more cluster")}: {Relative(run.File(ExplanationFile.Name))}");
        if (summaries.Count > 0) terminal.Out.WriteLine();
    }

    private static void PrintVerdict(Terminal terminal, Scorecard scorecard)
    {
        if (terminal.IsInteractive)
        {
            string colour = scorecard.Verdict switch { Verdict.Structure => "green", Verdict.Weak => "yellow", _ => "red" };
            terminal.OutConsole.MarkupLine($"[bold {colour}]{Markup.Escape(SafeText.Line(scorecard.Sentence))}[/]");
        }
        else
        {
            terminal.Out.WriteLine(SafeText.Line(scorecard.Sentence));
        }

        foreach (string reason in scorecard.Reasons) terminal.Out.WriteLine($"- {SafeText.Line(reason)}");
    }

    private static string[] Agreement(ClusterQuality method, string name) =>
        method.Labels.FirstOrDefault(label => label.Label == name) is { } label ? [Number(label.Ami) + (label.WasGiven ? Told : ""), Number(label.P)] : ["–", "–"];

    private static string Number(double? value, string format = "0.000")
    {
        string text = value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
        return text.AsSpan().ContainsAnyInRange('1', '9') ? text : text.TrimStart('-'); // no "-0.000"
    }

    private static string Relative(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
