using Sargam.Storage;

namespace Sargam.Explanations;

/// <summary>The explanations of a run: <c>explanations.csv</c>, a row per cluster and statement.</summary>
public static class ExplanationFile
{
    /// <summary>The file's name within the run.</summary>
    public const string Name = "explanations.csv";

    /// <summary>Changes when the same inputs give other explanations.</summary>
    internal const string Version = "1";

    private static readonly string[] Header =
        ["cluster", "kind", "name", "item", "direction", "here", "elsewhere", "overall", "unit", "effect", "lower95", "upper95", "p", "told", "sentence"];

    /// <summary>The summaries of a run's clusters, in their order; none when the run has no explanations. For people, not yet escaped.</summary>
    public static IReadOnlyList<string> ReadSummaries(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!File.Exists(run.File(Name))) return [];
        CsvTable table = CsvTable.Read(run.File(Name));
        return [.. Enumerable.Range(0, table.Rows.Count).Where(row => table.Cell(row, "kind") == "summary").Select(row => CsvTable.Unescape(table.Cell(row, "sentence")))];
    }

    internal static void Write(RunFolder run, IEnumerable<ClusterExplanation> explanations) => CsvTable.Write(
        run.File(Name), Header, explanations.SelectMany(explanation => explanation.Statements).Select(Row));

    private static string[] Row(ClusterStatement statement) =>
    [
        CsvTable.Whole(statement.Cluster), NameOf(statement.Kind), CsvTable.Text(statement.Name), CsvTable.Text(statement.Item), statement.Direction,
        CsvTable.Number(statement.Here), CsvTable.Number(statement.Elsewhere), CsvTable.Number(statement.Overall), statement.Unit,
        CsvTable.Number(statement.Effect), CsvTable.Number(statement.Lower95), CsvTable.Number(statement.Upper95), CsvTable.Number(statement.P),
        statement.IsTold ? "yes" : "no", CsvTable.Text(statement.Sentence),
    ];

    private static string NameOf(StatementKind kind) => kind switch
    {
        StatementKind.Summary => "summary",
        StatementKind.Audio => "audio",
        StatementKind.Label => "label",
        StatementKind.Word => "word",
        StatementKind.Confidence => "confidence",
        StatementKind.Typical => "typical",
        StatementKind.Atypical => "atypical",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
