using System.Globalization;
using Sargam.Evaluation;
using Sargam.Pipeline;
using Sargam.Reporting.Paper;
using Sargam.Storage;

namespace Sargam.Comparison;

/// <summary>A comparison as files: <c>metrics.csv</c>, <c>summary.csv</c>, <c>ranking.csv</c>, <c>differences.csv</c>, <c>comparison.md</c>.</summary>
internal static class ComparisonFiles
{
    private const string Undefined = "–";

    /// <summary>Writes all of them.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="runs">Whose scores go into <c>metrics.csv</c>.</param>
    /// <param name="given">Those of the user's own vectors.</param>
    /// <param name="result">What was found.</param>
    public static void Write(RunFolder folder, IReadOnlyList<ComparedRun> runs, IEnumerable<ClusterQuality> given, ComparisonResult result)
    {
        MetricsFile.Write(folder, [.. runs.SelectMany(run => run.Evaluation.Methods.Select(quality => quality with
        {
            Recipe = run.Recipe.Name,
            Representation = ComparedMethod.Rename(run.Recipe, quality.Representation),
        })), .. given]);
        WriteRanking(folder, result);
        CsvTable.Write(
            folder.File("differences.csv"), ["label", "method", "other", "ami", "lower95", "upper95", "blocks", "block_count", "p_best_of", "beyond_chance"],
            result.Differences.Select(entry => (string[])[
                CsvTable.Text(entry.Label), CsvTable.Text(entry.Method), CsvTable.Text(entry.Other), CsvTable.Number(entry.Value), CsvTable.Number(entry.Lower95),
                CsvTable.Number(entry.Upper95), entry.Blocks, CsvTable.Whole(entry.BlockCount), CsvTable.Number(entry.PBestOf),
                entry.Other.Length == 0 ? "" : ComparisonSentences.IsBeyondChance(entry) ? "yes" : "no"]));
        AtomicFile.WriteText(folder.File("comparison.md"), writer => WriteMarkdown(writer, result));
    }

    private static void WriteRanking(RunFolder folder, ComparisonResult result)
    {
        string[] spaces = [.. result.Methods[0].Common.Select(score => score.Space)];
        string[] labels = [.. result.Methods[0].Labels.Select(score => score.Label)];
        string[] header =
        [
            "place", "recipe", "representation", "clusterer", "main", "min_clusters", "max_clusters", "seeds", "mean_rank",
            .. spaces.SelectMany(name => new[] { $"silhouette_{name}_mean", $"silhouette_{name}_sd", $"rank_{name}" }),
            .. labels.SelectMany(name => new[] { $"ami_{name}_mean", $"ami_{name}_sd", $"p_best_of_{name}" }), "verdict", "note",
        ];
        IEnumerable<string[]> rows = result.Methods.Select(method => (string[])[
            CsvTable.Whole(method.Place), CsvTable.Text(method.Recipe), method.Representation, method.Clusterer, method.IsMain ? "yes" : "no",
            CsvTable.Whole(method.MinClusters), CsvTable.Whole(method.MaxClusters), CsvTable.Whole(method.SeedCount), CsvTable.Number(method.MeanRank),
            .. method.Common.SelectMany(score => new[] { CsvTable.Number(score.Silhouette?.Mean), CsvTable.Number(score.Silhouette?.Deviation), CsvTable.Number(score.Rank) }),
            .. method.Labels.SelectMany(score => new[] { CsvTable.Number(score.Ami.Mean), CsvTable.Number(score.Ami.Deviation), CsvTable.Number(score.PBestOf) }),
            method.Verdict.ToName(), CsvTable.Text(string.Join("; ", method.Marks))]);
        IEnumerable<string[]> failed = result.NotRun.Select(entry => (string[])["", CsvTable.Text(entry.Recipe), .. header.Skip(4).Select(_ => ""), "not run", CsvTable.Text(entry.Reason)]);
        CsvTable.Write(folder.File("ranking.csv"), header, [.. rows, .. failed]);
    }

    private static void WriteMarkdown(TextWriter writer, ComparisonResult result)
    {
        ComparedScore first = result.Methods[0];
        new PaperTable(
            "comparison",
            $"Methods on the same {Words.Count(result.TrackCount, "track")}: mean and standard deviation over {Words.Count(first.SeedCount, "seed")}. They are ordered by the mean "
            + "rank of their silhouettes in spaces that all share; agreement with labels (AMI, 0 by chance) has no part in the order.",
            [
                ("", ColumnKind.Number), ("method", ColumnKind.Text), ("k", ColumnKind.Number), ("mean rank", ColumnKind.Number),
                .. first.Common.Select(score => ($"silhouette {score.Space.Replace('_', ' ')}", ColumnKind.Number)),
                .. first.Labels.Select(score => ($"AMI {score.Label}", ColumnKind.Number)), ("verdict", ColumnKind.Text),
            ],
            [.. result.Methods.Select(Cells), .. result.NotRun.Select(entry => (string[])[
                "", entry.Recipe, "", "", .. first.Common.Select(_ => ""), .. first.Labels.Select(_ => ""), $"not run: {entry.Reason}"])]).WriteMarkdown(writer);
        writer.WriteLine();
        foreach (string sentence in result.Sentences) writer.WriteLine($"- {MarkdownText.Escape(sentence, 2000)}");
    }

    private static string[] Cells(ComparedScore method) =>
    [
        CsvTable.Whole(method.Place), method.Name, Clusters(method), method.MeanRank?.ToString("0.0", CultureInfo.InvariantCulture) ?? Undefined,
        .. method.Common.Select(score => Spread(score.Silhouette)), .. method.Labels.Select(score => Spread(score.Ami) + (score.WasGiven ? " (told)" : "")),
        string.Join("; ", method.Marks.Where(mark => mark != method.Verdict.ToName()).Prepend(method.Verdict.ToName())),
    ];

    /// <summary>A number of clusters, or the least and the most of the seeds.</summary>
    public static string Clusters(ComparedScore method) => method.MinClusters == method.MaxClusters ? $"{method.MinClusters}" : $"{method.MinClusters}–{method.MaxClusters}";

    /// <summary>Mean and deviation: <c>0.123 ± 0.045</c>.</summary>
    public static string Spread(ScoreSpread? spread) => spread is null ? Undefined
        : Number(spread.Mean) + (spread.Deviation is { } deviation ? $" ± {Number(deviation)}" : "");

    private static string Number(double value)
    {
        string text = value.ToString("0.000", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyInRange('1', '9') ? text : text.TrimStart('-'); // no "-0.000"
    }
}
