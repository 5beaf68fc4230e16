using System.Globalization;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Scanning.Embeddings;

/// <summary>Vectors that were made elsewhere: a <c>.npy</c> array with a row per track, or the number columns of a CSV.</summary>
internal sealed class EmbeddingTable
{
    // Numbers, but names or labels of rows rather than measurements.
    private static readonly string[] NeverMeasured = ["", "id", "track_id", "index", "row", "year", "title"];

    private EmbeddingTable(Matrix values, IReadOnlyList<string> columns, CsvTable? tracks) => (Values, Columns, Tracks) = (values, columns, tracks);

    /// <summary>One row per track.</summary>
    public Matrix Values { get; }

    /// <summary>What the columns are called.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Columns of few whole numbers: more likely labels than measurements.</summary>
    public IEnumerable<string> LikelyLabels => Columns.Where((_, column) => IsLikelyLabel(column));

    /// <summary>The table that the vectors came in, which may name and label the tracks; null for an array.</summary>
    public CsvTable? Tracks { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">A <c>.npy</c> file, or a CSV or TSV with a header.</param>
    /// <param name="skipped">Columns of a CSV that are no part of the vectors; all must be there.</param>
    /// <param name="known">More of these, such as labels, that may be in another table.</param>
    /// <exception cref="ArgumentException">The file is not there, or holds no vectors.</exception>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public static EmbeddingTable Read(string path, IReadOnlyList<string> skipped, IReadOnlyList<string> known)
    {
        if (!File.Exists(path)) throw new ArgumentException($"--embeddings must name a .npy or .csv file, {path} does not exist");
        return Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? ReadArray(path) : ReadTable(path, skipped, known);
    }

    private bool IsLikelyLabel(int column)
    {
        const int MostValues = 20;
        var values = new HashSet<float>();
        for (int row = 0; row < Values.RowCount; row++)
        {
            float value = Values[row, column];
            if (value != MathF.Round(value) || (values.Add(value) && values.Count > MostValues)) return false;
        }

        return values.Count > 1 && values.Count <= Values.RowCount / 4;
    }

    private static EmbeddingTable ReadArray(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            NpyArray array = Npy.Read(stream);
            if (array.Shape is not [> 0, > 0]) throw new ArgumentException($"{path} must be an array of tracks x numbers, got ({string.Join(", ", array.Shape)})");
            Matrix values = array.ToMatrix();
            string[] columns = [.. Enumerable.Range(0, values.ColumnCount).Select(column => $"value_{column:000}")];
            ThrowUnlessFinite(path, values, columns, firstLine: 0);
            return new EmbeddingTable(values, columns, null);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {path}: {error.Message}", error);
        }
    }

    private static EmbeddingTable ReadTable(string path, IReadOnlyList<string> skipped, IReadOnlyList<string> known)
    {
        CsvTable table = CsvTable.Read(path);
        HashSet<string> names = new([.. NeverMeasured, .. Metadata.KnownColumns, .. skipped, .. known], StringComparer.OrdinalIgnoreCase);
        foreach (string missing in skipped.Where(name => !table.HasColumn(name))) throw new ArgumentException($"{path} has no column {missing}: it has {string.Join(", ", table.Header)}");
        int[] places = [.. Enumerable.Range(0, table.Header.Count).Where(place => !names.Contains(table.Header[place].Trim()) && IsMeasured(table, place))];
        if (table.Rows.Count == 0 || places.Length == 0) throw new ArgumentException($"{path} holds no columns of numbers: it has {string.Join(", ", table.Header)} and {Words.Count(table.Rows.Count, "row")}");
        if ((long)table.Rows.Count * places.Length > Array.MaxLength) throw new ArgumentException($"{path} holds {table.Rows.Count} x {places.Length} numbers, too many to load");
        string[] columns = [.. places.Select(place => table.Header[place].Trim())];
        var values = new Matrix(table.Rows.Count, places.Length);
        for (int row = 0; row < values.RowCount; row++)
        {
            for (int j = 0; j < places.Length; j++) values.Row(row)[j] = Number(path, table, row, places[j]);
        }

        ThrowUnlessFinite(path, values, columns, firstLine: 2);
        return new EmbeddingTable(values, columns, table);
    }

    /// <summary>By its first cell that is not empty, so that a gap further down is an error and not a column that is quietly left out.</summary>
    private static bool IsMeasured(CsvTable table, int place)
    {
        string? first = table.Rows.Select(row => place < row.Count ? row[place].Trim() : "").FirstOrDefault(cell => cell.Length > 0);
        return first is not null && TryParse(first, out _);
    }

    private static float Number(string path, CsvTable table, int row, int place)
    {
        string cell = place < table.Rows[row].Count ? table.Rows[row][place].Trim() : "";
        return TryParse(cell, out double value)
            ? (float)value
            : throw new ArgumentException($"{path}, row {row + 2}, column {table.Header[place]} must be a number, got '{cell}'. Fill it in, or leave the column out with --skip-columns");
    }

    private static bool TryParse(string cell, out double value) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static void ThrowUnlessFinite(string path, Matrix values, string[] columns, int firstLine)
    {
        for (int row = 0; row < values.RowCount; row++)
        {
            Span<float> cells = values.Row(row);
            for (int j = 0; j < cells.Length; j++)
            {
                if (!float.IsFinite(cells[j])) throw new ArgumentException($"{path}, row {row + firstLine}, column {columns[j]} must be a finite number, got {cells[j].ToString(CultureInfo.InvariantCulture)}");
                cells[j] += 0f; // negative zero becomes zero: equal vectors have equal bits
            }
        }
    }
}
