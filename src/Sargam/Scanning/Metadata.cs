using System.Text.RegularExpressions;
using Sargam.Scanning.Lyrics.Unicode;
using Sargam.Storage;

namespace Sargam.Scanning;

/// <summary>
/// A user's CSV or TSV about the tracks. Rows find files by a path, file or filename column, by an id column against the
/// file's stem, and last by normalised names (case, punctuation and suffixes such as <c>_30s</c> ignored).
/// </summary>
public sealed partial class Metadata
{
    private static readonly string[] PathColumns = ["path", "file", "filename", "file_name", "file_path", "filepath"];
    private static readonly string[] NameColumns = ["track_id", "id", "title"];
    private static readonly string[] UsualLabels = ["genre", "style", "language", "artist", "mood", "album", "class", "label"];

    private readonly CsvTable _table;
    private readonly string? _keyColumn;
    private readonly bool _keyIsId;
    private readonly bool _isInOrder;

    private Metadata(CsvTable table, string? keyColumn, bool keyIsId, bool isInOrder = false)
    {
        _table = table;
        _keyColumn = keyColumn;
        _keyIsId = keyIsId;
        _isInOrder = isInOrder;
    }

    /// <summary>Reads a metadata file.</summary>
    /// <param name="path">CSV or TSV with a header.</param>
    /// <param name="idColumn">The column that holds file stems, or null to look for a path column.</param>
    /// <exception cref="ArgumentException">A named column does not exist, or there is no column to match by.</exception>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public static Metadata Read(string path, string? idColumn)
    {
        CsvTable table = CsvTable.Read(path);
        string name = Path.GetFileName(path);
        if (idColumn is not null)
        {
            if (!table.HasColumn(idColumn)) throw NoColumn(name, idColumn, table);
            return new Metadata(table, idColumn, keyIsId: true);
        }

        string? key = PathColumns.FirstOrDefault(table.HasColumn)
            ?? throw new ArgumentException(
                $"{name} must have a column path, file or filename, or name its id column with --id-column; it has {string.Join(", ", table.Header)}");
        return new Metadata(table, key, keyIsId: false);
    }

    /// <summary>A table whose rows are the tracks, in their order.</summary>
    /// <exception cref="ArgumentException">The id column does not exist.</exception>
    internal static Metadata InOrder(CsvTable table, string? idColumn)
    {
        if (idColumn is not null && !table.HasColumn(idColumn)) throw NoColumn("the table of tracks", idColumn, table);
        string? nameColumn = idColumn ?? PathColumns.FirstOrDefault(table.HasColumn) ?? NameColumns.FirstOrDefault(table.HasColumn);
        return new Metadata(table, nameColumn, idColumn is not null, isInOrder: true);
    }

    /// <summary>Whether rows name files, rather than songs.</summary>
    internal bool NamesArePaths => _keyColumn is not null && PathColumns.Contains(_keyColumn, StringComparer.OrdinalIgnoreCase);

    /// <summary>Columns that name or label tracks.</summary>
    internal static IEnumerable<string> KnownColumns => [.. PathColumns, .. UsualLabels];

    /// <summary>What a row calls its track; empty when it does not.</summary>
    internal string NameOf(int row) => _keyColumn is null ? "" : CsvTable.Unescape(_table.Cell(row, _keyColumn).Trim()).Replace('\\', '/');

    /// <summary>Names of all columns.</summary>
    internal IReadOnlyList<string> Columns => _table.Header;

    /// <summary>The label columns: of the ones asked for those that the file has; the usual ones when none was asked for.</summary>
    public IReadOnlyList<string> LabelColumns(IReadOnlyList<string> requested)
    {
        ArgumentNullException.ThrowIfNull(requested);
        return [.. (requested.Count > 0 ? requested : UsualLabels).Where(_table.HasColumn)];
    }

    /// <summary>What the file calls its tracks: "3 rows, such as abc.mp3".</summary>
    internal string DescribeRows() =>
        Words.Count(_table.Rows.Count, "row") + (_table.Rows.Count > 0 ? $", such as {_table.Cell(0, _keyColumn!)} in column {_keyColumn}" : "");

    /// <summary>Finds the row of each file.</summary>
    /// <param name="paths">Relative paths of the files.</param>
    public MetadataMatches Match(IReadOnlyList<string> paths)
    {
        var matches = new MetadataMatches(this, new int[paths.Count]);
        if (_isInOrder)
        {
            for (int row = 0; row < paths.Count; row++) matches.RowOfTrack[row] = row;
            return matches;
        }

        Array.Fill(matches.RowOfTrack, -1);
        var used = new HashSet<int>();
        bool exact = true;
        foreach ((string method, Func<string, string> pathKey, Func<string, string> cellKey) in Methods())
        {
            Dictionary<string, int> rows = exact ? FirstRows(cellKey, out int duplicates) : UniqueRows(cellKey, out duplicates);
            if (exact) matches.DuplicateKeyCount = duplicates;
            ILookup<string, int> candidates = Enumerable.Range(0, paths.Count).Where(i => matches.RowOfTrack[i] < 0).ToLookup(i => pathKey(paths[i]));
            int found = 0;
            foreach ((string key, int row) in rows)
            {
                // A looser key must single out one file: "01.mp3" in two folders tells nothing.
                if ((!exact && candidates[key].Count() != 1) || used.Contains(row)) continue;
                foreach (int track in candidates[key])
                {
                    matches.RowOfTrack[track] = row;
                    used.Add(row);
                    found++;
                }
            }

            if (found > 0) matches.CountByMethod.Add(new(method, found));
            exact = false;
        }

        matches.UnusedRowCount = _table.Rows.Count - used.Count;
        return matches;
    }

    /// <summary>A cell by row and column; empty where missing.</summary>
    public string Cell(int row, string column) => _table.Cell(row, column).Trim();

    private IEnumerable<(string Method, Func<string, string> PathKey, Func<string, string> CellKey)> Methods()
    {
        if (!_keyIsId)
        {
            yield return ("path", path => path, cell => cell.Replace('\\', '/').TrimStart('.', '/'));
            yield return ("file name", path => Path.GetFileName(path), cell => Path.GetFileName(cell.Replace('\\', '/')));
        }

        yield return (_keyIsId ? "id" : "file stem", Stem, cell => _keyIsId ? cell : Stem(cell.Replace('\\', '/')));
        yield return ("normalised name", path => NormalizedName(Stem(path)), cell => NormalizedName(_keyIsId ? cell : Stem(cell.Replace('\\', '/'))));
    }

    /// <summary>Rows by key; the first of several rows with one key wins.</summary>
    private Dictionary<string, int> FirstRows(Func<string, string> cellKey, out int duplicates)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        duplicates = 0;
        for (int row = 0; row < _table.Rows.Count; row++)
        {
            string key = KeyOf(row, cellKey);
            if (key.Length > 0 && !rows.TryAdd(key, row)) duplicates++;
        }

        return rows;
    }

    /// <summary>Rows by key, without keys that several rows share.</summary>
    private Dictionary<string, int> UniqueRows(Func<string, string> cellKey, out int duplicates)
    {
        Dictionary<string, int> rows = FirstRows(cellKey, out duplicates);
        foreach (IGrouping<string, int> shared in Enumerable.Range(0, _table.Rows.Count).GroupBy(row => KeyOf(row, cellKey)).Where(g => g.Count() > 1))
        {
            rows.Remove(shared.Key);
        }

        return rows;
    }

    private string KeyOf(int row, Func<string, string> cellKey) => cellKey(CsvTable.Unescape(_table.Cell(row, _keyColumn!).Trim()));

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>A file's name without case, punctuation, the form of its accents and a suffix such as <c>_30s</c>.</summary>
    internal static string NormalizedName(string stem) =>
        NotLetterPattern().Replace(LengthSuffixPattern().Replace(CaseFolding.Fold(stem), ""), "");

    private static ArgumentException NoColumn(string file, string column, CsvTable table) =>
        new($"--id-column must name a column of {file} ({string.Join(", ", table.Header)}), got {column}");

    [GeneratedRegex(@"[\s_-]*\(?\d+\s?s(ec)?\)?$")]
    private static partial Regex LengthSuffixPattern();

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M}]+")]
    private static partial Regex NotLetterPattern();
}

/// <summary>Which metadata row belongs to which file.</summary>
/// <param name="metadata">The table.</param>
/// <param name="rowOfTrack">Row per file, -1 where none.</param>
public sealed class MetadataMatches(Metadata metadata, int[] rowOfTrack)
{
    /// <summary>Row per file, -1 where none.</summary>
    public int[] RowOfTrack { get; } = rowOfTrack;

    /// <summary>How many files each way of matching found, in the order tried.</summary>
    public List<KeyValuePair<string, int>> CountByMethod { get; } = [];

    /// <summary>Rows whose key an earlier row already has.</summary>
    public int DuplicateKeyCount { get; set; }

    /// <summary>Rows that match no file.</summary>
    public int UnusedRowCount { get; set; }

    /// <summary>A file's cell; empty where the file has no row.</summary>
    public string Cell(int track, string column) => RowOfTrack[track] < 0 ? "" : CsvTable.Unescape(metadata.Cell(RowOfTrack[track], column));

    /// <summary>The match rates as one sentence for the user.</summary>
    public string Describe()
    {
        int matched = RowOfTrack.Count(row => row >= 0);
        string how = CountByMethod.Count == 0 ? "" : $" ({string.Join(", ", CountByMethod.Select(entry => $"{entry.Value} by {entry.Key}"))})";
        int unmatched = UnusedRowCount - DuplicateKeyCount;
        string unused = unmatched <= 0 ? "" : $"; no file for {Words.Count(unmatched, "row")}";
        string duplicates = DuplicateKeyCount == 0 ? "" : $"; {Words.Count(DuplicateKeyCount, "row")} with an earlier row's key, not used";
        return $"metadata: {matched} of {RowOfTrack.Length} files matched{how}{unused}{duplicates}";
    }
}
