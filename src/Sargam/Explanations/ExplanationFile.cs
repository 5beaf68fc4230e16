using System.Globalization;
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

    /// <summary>The explanations as they were written, in the order of their clusters; none when the run has none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="sizes">Tracks of each cluster.</param>
    /// <exception cref="StoreException">The file is damaged.</exception>
    internal static IReadOnlyList<ClusterExplanation> Read(RunFolder run, IReadOnlyDictionary<int, int> sizes)
    {
        if (!File.Exists(run.File(Name))) return [];
        CsvTable table = CsvTable.Read(run.File(Name));
        try
        {
            return [.. Enumerable.Range(0, table.Rows.Count).Select(row => Statement(table, row)).GroupBy(statement => statement.Cluster).OrderBy(group => group.Key)
                .Select(group => new ClusterExplanation(
                    group.Key, sizes.GetValueOrDefault(group.Key), group.First(statement => statement.Kind == StatementKind.Summary).Sentence, [.. group]))];
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or OverflowException)
        {
            throw new StoreException($"cannot read {run.File(Name)}: {error.Message} Run sargam report again.", error);
        }
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

    private static ClusterStatement Statement(CsvTable table, int row)
    {
        double? Value(string column) => table.Cell(row, column) is { Length: > 0 } cell ? double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
        string Text(string column) => CsvTable.Unescape(table.Cell(row, column));
        return new ClusterStatement
        {
            Cluster = int.Parse(table.Cell(row, "cluster"), CultureInfo.InvariantCulture),
            Kind = Enum.GetValues<StatementKind>().First(kind => NameOf(kind) == table.Cell(row, "kind")),
            Name = Text("name"),
            Item = Text("item"),
            Direction = table.Cell(row, "direction"),
            Here = Value("here"),
            Elsewhere = Value("elsewhere"),
            Overall = Value("overall"),
            Unit = table.Cell(row, "unit"),
            Effect = Value("effect"),
            Lower95 = Value("lower95"),
            Upper95 = Value("upper95"),
            P = Value("p"),
            IsTold = table.Cell(row, "told") == "yes",
            Sentence = Text("sentence"),
        };
    }

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
