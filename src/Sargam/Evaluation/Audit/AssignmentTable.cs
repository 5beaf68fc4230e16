using System.Globalization;
using Sargam.Storage;

namespace Sargam.Evaluation.Audit;

/// <summary>A table of clusters that somebody made, brought into the order of the vectors.</summary>
internal sealed class AssignmentTable
{
    private static readonly string[] ClusterColumns = ["cluster", "clusters", "cluster_id", "cluster_label", "label", "labels", "assignment", "prediction", "predicted"];
    private static readonly string[] KeyColumns = ["path", "file", "filename", "file_name", "file_path", "filepath", "track_id", "id", "title"];

    // pandas writes the row's number without a name.
    private static readonly string[] NumberColumns = ["", "unnamed: 0", "row", "index", "id"];

    private AssignmentTable(int[] clusters, CsvTable? about, string? note) => (Clusters, About, Note) = (clusters, about, note);

    /// <summary>The cluster of each vector, from 0; -1 for noise, and where the table has no row.</summary>
    public int[] Clusters { get; }

    /// <summary>What is known of each vector, from the tracks and from the table itself; null when nothing is.</summary>
    public CsvTable? About { get; }

    /// <summary>How rows were matched, when not by their order; null when there is nothing to tell.</summary>
    public string? Note { get; }

    /// <summary>Reads the table.</summary>
    /// <param name="options">Names the file and its columns.</param>
    /// <param name="rowCount">Vectors there are.</param>
    /// <param name="about">A row for each vector; null when nothing is known of them.</param>
    /// <exception cref="ArgumentException">A column is missing, or rows cannot be matched.</exception>
    public static AssignmentTable Read(AuditOptions options, int rowCount, CsvTable? about)
    {
        if (!File.Exists(options.AssignmentsFile)) throw new ArgumentException($"--assignments must name a CSV, {options.AssignmentsFile} does not exist");
        CsvTable table = CsvTable.Read(options.AssignmentsFile);
        string file = Path.GetFileName(options.AssignmentsFile);
        string? key = KeyOf(table, about, options.IdColumn, file);
        string clusterColumn = ClusterColumnOf(table, options, key, file);
        (int[] rows, string? note) = Match(table, about, key, rowCount, file);
        return new AssignmentTable(Number(rows.Select(row => row < 0 ? "" : table.Cell(row, clusterColumn))), Join(table, about, rows, clusterColumn, key), note);
    }

    private static string? KeyOf(CsvTable table, CsvTable? about, string? idColumn, string file)
    {
        if (idColumn is null) return about is null ? null : KeyColumns.FirstOrDefault(name => table.HasColumn(name) && about.HasColumn(name));
        if (!table.HasColumn(idColumn)) throw new ArgumentException($"--id-column must name a column of {file} ({string.Join(", ", table.Header)}), got {idColumn}");
        if (about is null) return null;
        return about.HasColumn(idColumn) ? idColumn : throw new ArgumentException($"--id-column must name a column of --tracks too ({string.Join(", ", about.Header)}), got {idColumn}");
    }

    private static string ClusterColumnOf(CsvTable table, AuditOptions options, string? key, string file)
    {
        if (options.ClusterColumn is { } given)
        {
            return table.HasColumn(given) ? given : throw new ArgumentException($"--cluster-column must name a column of {file} ({string.Join(", ", table.Header)}), got {given}");
        }

        string[] others = [.. options.Labels, key ?? "", options.IdColumn ?? ""];
        bool IsFree(string name) => !others.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (ClusterColumns.FirstOrDefault(name => table.HasColumn(name) && IsFree(name)) is { } usual) return usual;
        string[] whole = [.. table.Header.Select(name => name.Trim()).Where(name => IsFree(name) && !NumberColumns.Contains(name, StringComparer.OrdinalIgnoreCase) && IsWhole(table, name))];
        return whole.Length == 1 ? whole[0] : throw new ArgumentException(
            $"{file} must have a column cluster or label, or name its column of clusters with --cluster-column; it has {string.Join(", ", table.Header)}");
    }

    private static bool IsWhole(CsvTable table, string column)
    {
        string[] cells = [.. table.Rows.Select((_, row) => table.Cell(row, column).Trim()).Where(cell => cell.Length > 0)];
        return cells.Length > 0 && cells.All(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value == Math.Round(value));
    }

    /// <summary>The row of the table for each vector, -1 where it has none.</summary>
    private static (int[] Rows, string? Note) Match(CsvTable table, CsvTable? about, string? key, int rowCount, string file)
    {
        if (key is not null)
        {
            int[] byKey = ByKey(table, about!, key, file);
            int matched = byKey.Count(row => row >= 0);
            if (matched > 0) return (byKey, $"{matched} of {Words.Count(rowCount, "vector")} have a row in {file}, by the column {key}");
            throw new ArgumentException($"no row of {file} names a track that --tracks has, by the column {key} ({table.Cell(0, key)} there, {about!.Cell(0, key)} here): name another column with --id-column");
        }

        if (table.Rows.Count == rowCount) return ([.. Enumerable.Range(0, rowCount)], null);
        string? numbers = NumberColumns.FirstOrDefault(name => table.HasColumn(name) && AreRowNumbers(table, name, rowCount));
        if (numbers is null)
        {
            throw new ArgumentException($"{file} must have a row for each vector ({rowCount}), it has {table.Rows.Count}. Where tracks were left out, it must say which these are: by a column such as id that --tracks has too (--id-column), or by a column row with numbers from 0");
        }

        int[] rows = new int[rowCount];
        Array.Fill(rows, -1);
        for (int row = 0; row < table.Rows.Count; row++) rows[int.Parse(table.Cell(row, numbers), CultureInfo.InvariantCulture)] = row;
        return (rows, $"{table.Rows.Count} of {Words.Count(rowCount, "vector")} have a row in {file}, by their number from 0 in the column {(numbers.Length == 0 ? "without a name" : numbers)}");
    }

    private static int[] ByKey(CsvTable table, CsvTable about, string key, string file)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows.Count; row++)
        {
            string name = Key(table, row, key);
            if (name.Length > 0 && !rows.TryAdd(name, row)) throw new ArgumentException($"{file} must name every track once, {name} is there twice, in the rows {rows[name] + 2} and {row + 2}");
        }

        return [.. about.Rows.Select((_, row) => rows.GetValueOrDefault(Key(about, row, key), -1))];
    }

    private static string Key(CsvTable table, int row, string column) => CsvTable.Unescape(table.Cell(row, column).Trim());

    private static bool AreRowNumbers(CsvTable table, string column, int rowCount)
    {
        var seen = new HashSet<int>();
        return table.Rows.Select((_, row) => table.Cell(row, column))
            .All(cell => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < rowCount && seen.Add(number));
    }

    private static int[] Number(IEnumerable<string> cells)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. cells.Select(cell => IsNoise(cell.Trim()) ? -1 : numbers.TryGetValue(cell.Trim(), out int number) ? number : numbers[cell.Trim()] = numbers.Count)];
    }

    private static bool IsNoise(string cell) =>
        cell.Length == 0 || cell.Equals("noise", StringComparison.OrdinalIgnoreCase) || cell.Equals("nan", StringComparison.OrdinalIgnoreCase)
        || (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value == -1);

    /// <summary>Everything known of the vectors; what both tables have is the tracks'. Clusters are no label.</summary>
    private static CsvTable? Join(CsvTable table, CsvTable? about, int[] rows, string clusterColumn, string? key)
    {
        string[] own = [.. table.Header.Select(name => name.Trim()).Where(name =>
            name.Length > 0 && !name.Equals(clusterColumn, StringComparison.OrdinalIgnoreCase) && name != key && about?.HasColumn(name) != true)];
        if (own.Length == 0) return about;
        return new CsvTable([.. about?.Header ?? [], .. own], [.. rows.Select((row, vector) => (string[])[
            .. (about?.Header ?? []).Select((name, place) => place < about!.Rows[vector].Count ? about.Rows[vector][place] : ""),
            .. own.Select(name => row < 0 ? "" : table.Cell(row, name))])]);
    }
}
