using System.Globalization;
using Sargam.Scanning;

namespace Sargam.Storage;

/// <summary>Lyrics as rows of <c>lyrics.csv</c>.</summary>
internal static class LyricsColumns
{
    /// <summary>The columns, in order.</summary>
    public static readonly string[] Names = ["id", "source", "origin", "language", "identified", "removed_share", "flags", "size", "modified", "text"];

    /// <summary>A row to write.</summary>
    public static string[] Row(TrackLyrics lyrics) =>
    [
        lyrics.Id, lyrics.Source, CsvTable.Text(lyrics.Origin), CsvTable.Text(lyrics.Language), lyrics.Identified, CsvTable.Number(lyrics.RemovedShare),
        lyrics.Flags, CsvTable.Whole(lyrics.Size), lyrics.Modified?.ToString("O", CultureInfo.InvariantCulture) ?? "", CsvTable.Text(lyrics.Text),
    ];

    /// <summary>All rows of a table.</summary>
    public static IReadOnlyList<TrackLyrics> Read(CsvTable table) => [.. Enumerable.Range(0, table.Rows.Count).Select(row => Read(table, row))];

    private static TrackLyrics Read(CsvTable table, int row) => new(
        table.Cell(row, "id"), table.Cell(row, "source"), CsvTable.Unescape(table.Cell(row, "language")), CsvTable.Unescape(table.Cell(row, "text")))
    {
        Origin = CsvTable.Unescape(table.Cell(row, "origin")),
        Identified = table.Cell(row, "identified"),
        RemovedShare = double.TryParse(table.Cell(row, "removed_share"), NumberStyles.Float, CultureInfo.InvariantCulture, out double share) ? share : 0,
        Flags = table.Cell(row, "flags"),
        Size = long.TryParse(table.Cell(row, "size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : null,
        Modified = DateTime.TryParseExact(table.Cell(row, "modified"), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime modified) ? modified : null,
    };
}
