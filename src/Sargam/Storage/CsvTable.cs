using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Sargam.Storage;

/// <summary>
/// A CSV file as a header and rows of text. Free text that a spreadsheet would run as a formula gets an apostrophe in front
/// when written by <see cref="Text"/>, which <see cref="Unescape"/> takes away again; numbers are left alone.
/// </summary>
public sealed partial class CsvTable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // With a line end of one's own, the library would quote for that one only, and a return alone would end the row.
    private static readonly CsvConfiguration Writing = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        ShouldQuote = cell => cell.Field.AsSpan().ContainsAny('\r', '\n') || ConfigurationFunctions.ShouldQuote(cell),
    };

    private readonly Dictionary<string, int> _columns;

    /// <summary>Joins a header and rows. Rows may be shorter than the header: missing cells read as empty.</summary>
    public CsvTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        Header = header;
        Rows = rows;
        _columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < header.Count; i++) _columns.TryAdd(header[i].Trim(), i);
    }

    /// <summary>Column names, as written.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Cells, row after row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>Whether there is a column of this name, in any letter case.</summary>
    public bool HasColumn(string name) => _columns.ContainsKey(name);

    /// <summary>The cell of a row; empty where the column or cell is missing.</summary>
    public string Cell(int row, string column) =>
        _columns.TryGetValue(column, out int index) && index < Rows[row].Count ? Rows[row][index] : "";

    /// <summary>Reads a CSV or TSV file: delimiter sniffed from the first line, UTF-8 with or without byte order mark.</summary>
    /// <exception cref="StoreException">The file cannot be read, or is not text.</exception>
    public static CsvTable Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, StrictUtf8);
            return Read(reader, path);
        }
        catch (DecoderFallbackException error)
        {
            throw new StoreException($"{path} is not UTF-8 text: save it as \"CSV UTF-8\"", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {path}: {error.Message}", error);
        }
    }

    /// <summary>Reads a table from text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What to call it in errors.</param>
    public static CsvTable Read(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string text = reader.ReadToEnd();
        if (text.Contains('\0', StringComparison.Ordinal)) throw new StoreException($"{name} is not a text file");
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = SniffDelimiter(text),
            BadDataFound = null,
            MissingFieldFound = null,
            TrimOptions = TrimOptions.None,
        };
        var rows = new List<IReadOnlyList<string>>();
        using var csv = new CsvParser(new StringReader(text), configuration);
        try
        {
            while (csv.Read()) rows.Add(csv.Record ?? []);
        }
        catch (CsvHelperException error)
        {
            throw new StoreException($"{name}, line {csv.RawRow}: {error.Message}", error);
        }

        if (OpenQuoteLine(text, configuration.Delimiter[0]) is { } line) throw new StoreException($"{name}, line {line}: the quotation mark that opens a cell here is never closed");
        if (rows.Count == 0) throw new StoreException($"{name} is empty: a header line is needed");
        return new CsvTable(rows[0], rows[1..]);
    }

    /// <summary>Writes a file atomically.</summary>
    public static void Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        AtomicFile.WriteText(path, writer =>
        {
            using var csv = new CsvWriter(writer, Writing, leaveOpen: true);
            WriteRow(csv, header);
            foreach (IReadOnlyList<string> row in rows) WriteRow(csv, row);
        });
    }

    /// <summary>Free text as a cell: what a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    public static string Text(string value) => FormulaPattern().IsMatch(value) ? "'" + value : value;

    /// <summary>Undoes <see cref="Text"/>.</summary>
    public static string Unescape(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith('\'') && FormulaPattern().IsMatch(cell) ? cell[1..] : cell;
    }

    /// <summary>A number as a cell: shortest form that reads back to the same bits; empty where not defined.</summary>
    public static string Number(double? value) => value is { } number && double.IsFinite(number)
        ? number.ToString("R", CultureInfo.InvariantCulture)
        : "";

    /// <summary>A 32-bit number as a cell: shortest form that reads back to the same bits.</summary>
    public static string Number(float value) => float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>A whole number as a cell; empty where not defined.</summary>
    public static string Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static void WriteRow(CsvWriter csv, IReadOnlyList<string> row)
    {
        foreach (string cell in row) csv.WriteField(cell);
        csv.NextRecord();
    }

    /// <summary>The line of a quotation mark that swallows the rest of the file; null when there is none.</summary>
    private static int? OpenQuoteLine(string text, char delimiter)
    {
        (int line, int openedAt) = (1, 0);
        bool atCellStart = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') line++;
            if (openedAt > 0)
            {
                if (text[i] != '"') continue;
                if (i + 1 < text.Length && text[i + 1] == '"') i++; // a mark of the text
                else openedAt = 0;
            }
            else if (text[i] == '"' && atCellStart)
            {
                openedAt = line;
            }

            atCellStart = openedAt == 0 && (text[i] == delimiter || text[i] is '\r' or '\n');
        }

        return openedAt > 0 ? openedAt : null;
    }

    private static string SniffDelimiter(string text)
    {
        int lineEnd = text.AsSpan().IndexOfAny('\r', '\n');
        ReadOnlySpan<char> firstLine = lineEnd < 0 ? text : text.AsSpan(0, lineEnd);
        (char best, int bestCount) = (',', 0);
        foreach (char candidate in ",;\t|")
        {
            int count = firstLine.Count(candidate);
            if (count > bestCount) (best, bestCount) = (candidate, count);
        }

        return best.ToString();
    }

    [GeneratedRegex(@"^'*[=+\-@\t\r]")]
    private static partial Regex FormulaPattern();
}
