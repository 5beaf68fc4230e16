using System.Globalization;
using Sargam.Evaluation;
using Sargam.Explanations;
using Sargam.Reporting.Markup;
using Sargam.Storage;

namespace Sargam.Reporting.Paper;

/// <summary>The tables of a run: methods and their agreement with labels over seeds, paired comparisons, evidence for the verdict, the clusters.</summary>
internal static class PaperTables
{
    private const int MostRows = 30;

    private static readonly (string Column, string Heading)[] Scores =
    [
        ("clusters", "clusters"), ("largest_share", "largest share"), ("silhouette_common", "silhouette (common)"), ("stability", "stability"),
    ];

    /// <summary>Those that the run has something to show for.</summary>
    public static IReadOnlyList<PaperTable> Of(RunFolder run, Scorecard scorecard)
    {
        var summary = CsvTable.Read(run.File("summary.csv"));
        IEnumerable<PaperTable?> tables = [Methods(summary), Agreement(summary), Comparisons(scorecard), Evidence(scorecard), Clusters(run)];
        return [.. tables.OfType<PaperTable>()];
    }

    private static PaperTable Methods(CsvTable summary) => OverSeeds(
        "methods", "Methods: mean and standard deviation over seeds. Silhouettes are taken in one space for all methods.", summary, Scores);

    /// <summary>A table of its own: with several label sets, one table would be too wide for a page.</summary>
    private static PaperTable? Agreement(CsvTable summary)
    {
        const string Prefix = "ami_";
        const string Ending = "_mean";
        string[] labels = [.. summary.Header.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Ending.Length])];
        return labels.Length == 0 ? null : OverSeeds(
            "agreement", "Agreement with labels: mean and standard deviation over seeds. AMI and ARI are adjusted for chance, so 0 is what chance gives.", summary,
            [.. labels.SelectMany(label => new[] { ($"ami_{label}", $"AMI {label}"), ($"ari_{label}", $"ARI {label}") })]);
    }

    private static PaperTable OverSeeds(string name, string caption, CsvTable summary, IReadOnlyList<(string Column, string Heading)> scores) => new(
        name, caption,
        [("method", ColumnKind.Text), ("seeds", ColumnKind.Number), .. scores.Select(score => (score.Heading, ColumnKind.Number))],
        [.. Enumerable.Range(0, summary.Rows.Count).Select(row => (string[])[
            $"{summary.Cell(row, "representation")} + {summary.Cell(row, "clusterer")}", summary.Cell(row, "seeds"),
            .. scores.Select(score => MeanAndDeviation(Parse(summary.Cell(row, score.Column + "_mean")), Parse(summary.Cell(row, score.Column + "_sd"))))])]);

    private static PaperTable? Comparisons(Scorecard scorecard) => scorecard.Comparisons.Count == 0 ? null : new PaperTable(
        "comparisons",
        $"Agreement with labels (AMI) and paired differences from the first method, with 95 % intervals over draws of "
        + $"{string.Join(" or ", scorecard.Comparisons.Select(entry => entry.Blocks).Distinct(StringComparer.Ordinal))}. "
        + "p allows for all methods of the run having been tried.",
        [("label", ColumnKind.Text), ("method", ColumnKind.Text), ("minus", ColumnKind.Text), ("AMI", ColumnKind.Number), ("95 % interval", ColumnKind.Number), ("p", ColumnKind.Number)],
        [.. scorecard.Comparisons.Take(MostRows).Select(entry => (string[])[
            entry.Label, entry.Method, entry.Other, Numerals.Score(entry.Value), $"{Numerals.Score(entry.Lower95)} to {Numerals.Score(entry.Upper95)}",
            entry.PBestOf is { } p ? Numerals.P(p) : ""])]);

    private static PaperTable? Evidence(Scorecard scorecard) => scorecard.NullComparisons.Count == 0 ? null : new PaperTable(
        "evidence",
        $"Evidence that there are clusters at all: the measured value, the mean over seeds, beside data without clusters taken through the same pipeline "
        + $"({Words.Count(scorecard.NullComparisons[0].DrawCount, "draw")}).",
        [("measure", ColumnKind.Text), ("measured", ColumnKind.Number), ("without structure", ColumnKind.Number), ("its 95th percentile", ColumnKind.Number), ("p", ColumnKind.Number)],
        [.. scorecard.NullComparisons.Select(entry => (string[])[
            entry.Measure.Replace('_', ' '), Numerals.Score(entry.Observed), Numerals.Score(entry.NullMean), Numerals.Score(entry.NullUpper95), Numerals.P(entry.P)])]);

    private static PaperTable? Clusters(RunFolder run)
    {
        CsvTable explanations = CsvTable.Read(run.File(ExplanationFile.Name));
        CsvTable clusters = CsvTable.Read(run.File("clusters.csv"));
        ILookup<string, int> sizes = Enumerable.Range(0, clusters.Rows.Count).ToLookup(row => clusters.Cell(row, "cluster"));
        int[] summaries = [.. Enumerable.Range(0, explanations.Rows.Count).Where(row => explanations.Cell(row, "kind") == "summary")];
        if (summaries.Length == 0) return null;
        return new PaperTable(
            "clusters",
            "The clusters. What is told is beyond chance with all comparisons allowed for (p at most 0.05); it describes clusters and does not show that they are real."
            + (summaries.Length > MostRows ? $" The first {MostRows} of {summaries.Length}." : ""),
            [("cluster", ColumnKind.Number), ("tracks", ColumnKind.Number), ("what sets it apart", ColumnKind.Prose), ("typical tracks", ColumnKind.Prose)],
            [.. summaries.Take(MostRows).Select(row => Cluster(explanations, row, sizes[explanations.Cell(row, "cluster")].Count()))]);
    }

    private static string[] Cluster(CsvTable explanations, int summary, int size)
    {
        string number = explanations.Cell(summary, "cluster");
        string sentence = CsvTable.Unescape(explanations.Cell(summary, "sentence"));
        IEnumerable<string> typical = Enumerable.Range(0, explanations.Rows.Count)
            .Where(row => explanations.Cell(row, "cluster") == number && explanations.Cell(row, "kind") == "typical")
            .Select(row => CleanText.Shorten(CsvTable.Unescape(explanations.Cell(row, "sentence")), 60));
        return [number, size.ToString(CultureInfo.InvariantCulture), sentence[(sentence.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.'), string.Join("; ", typical)];
    }

    private static string MeanAndDeviation(double? mean, double? deviation) =>
        mean is null ? Numerals.Undefined : deviation is null ? Numerals.Score(mean) : $"{Numerals.Score(mean)} ± {Numerals.Score(deviation)}";

    private static double? Parse(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
