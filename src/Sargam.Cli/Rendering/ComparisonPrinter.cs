using System.Globalization;
using Sargam.Comparison;
using Sargam.Evaluation;

namespace Sargam.Cli.Rendering;

/// <summary>A comparison for people: the ranked table, what it comes to, where the files are.</summary>
internal static class ComparisonPrinter
{
    private const int MostRows = 30;
    private const string Undefined = "–";

    public static void Print(Terminal terminal, ComparisonResult result)
    {
        ComparedScore first = result.Methods[0];
        string[] silhouettes = [.. first.Common.Select(score => $"silhouette {score.Space.Replace('_', ' ')}")];
        string[] labels = [.. first.Labels.Select(score => $"AMI {score.Label}")];
        bool hasMarks = result.Methods.Any(method => Note(method).Length > 0);
        var table = new TextTable(["", "method", "k", "mean rank", .. silhouettes, .. labels, "verdict", .. hasMarks ? ["note"] : Array.Empty<string>()]);
        table.Optional([.. silhouettes.Reverse(), "k", .. labels.Skip(1).Reverse(), "mean rank"]);
        foreach (ComparedScore method in result.Methods.Take(MostRows))
        {
            table.Add([
                method.Place?.ToString(CultureInfo.InvariantCulture) ?? Undefined, method.Name, Clusters(method), Number(method.MeanRank, "0.0"),
                .. method.Common.Select(score => Spread(score.Silhouette)), .. method.Labels.Select(score => Spread(score.Ami) + (score.WasGiven ? "*" : "")),
                method.Verdict.ToName(), .. hasMarks ? [Note(method)] : Array.Empty<string>()]);
        }

        table.Write(terminal);
        if (result.Methods.Count > MostRows) terminal.Out.WriteLine($"and {Words.Count(result.Methods.Count - MostRows, "more method")}: ranking.csv has them all.");
        terminal.Out.WriteLine(first.SeedCount > 1 ? $"Mean ± deviation over {first.SeedCount} seeds." : "One seed: nothing is known of the spread.");
        if (result.Methods.Any(method => method.Labels.Any(label => label.WasGiven))) terminal.Out.WriteLine("* was told this label: the agreement proves nothing and is compared with no other.");
        foreach (FailedRecipe failed in result.NotRun) terminal.Out.WriteLine($"Not run: {SafeText.Line($"{failed.Recipe}: {failed.Reason}")}");
        terminal.Out.WriteLine();
        foreach (string sentence in result.Sentences) terminal.Out.WriteLine($"- {SafeText.Line(sentence)}");
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Tables: {result.Folder}");
    }

    private static string Note(ComparedScore method) => string.Join("; ", method.Marks.Where(mark => mark != method.Verdict.ToName()));

    private static string Clusters(ComparedScore method) => method.MinClusters == method.MaxClusters ? $"{method.MinClusters}" : $"{method.MinClusters}–{method.MaxClusters}";

    private static string Spread(ScoreSpread? spread) => spread is null ? Undefined
        : Number(spread.Mean) + (spread.Deviation is { } deviation ? $" ± {Number(deviation)}" : "");

    private static string Number(double? value, string format = "0.000")
    {
        string text = value?.ToString(format, CultureInfo.InvariantCulture) ?? Undefined;
        return text.AsSpan().ContainsAnyInRange('1', '9') ? text : text.TrimStart('-'); // no "-0.000"
    }
}
