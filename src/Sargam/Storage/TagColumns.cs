using System.Globalization;
using Sargam.Scanning;
using Sargam.Scanning.Tags;

namespace Sargam.Storage;

/// <summary>
/// The columns of <c>tracks.csv</c> behind the labels: what the tags say, before any of it became a label, so that the next
/// scan may choose other labels without opening the files. A column that would be empty is not written.
/// </summary>
internal static class TagColumns
{
    private static readonly (string Name, Func<TrackTags, string> Cell, Func<TrackTags, string, TrackTags> Set)[] Columns =
    [
        ("tag_title", tags => tags.Title, (tags, cell) => tags with { Title = cell }),
        ("tag_artist", tags => tags.Artist, (tags, cell) => tags with { Artist = cell }),
        ("tag_album_artist", tags => tags.AlbumArtist, (tags, cell) => tags with { AlbumArtist = cell }),
        ("tag_album", tags => tags.Album, (tags, cell) => tags with { Album = cell }),
        ("tag_genre", tags => tags.Genre, (tags, cell) => tags with { Genre = cell }),
        ("tag_year", tags => CsvTable.Whole(tags.Year), (tags, cell) => tags with { Year = Number(cell) }),
        ("tag_language", tags => tags.Language, (tags, cell) => tags with { Language = cell }),
        ("tag_track", tags => CsvTable.Whole(tags.TrackNumber), (tags, cell) => tags with { TrackNumber = Number(cell) }),
    ];

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Columns.Select(column => column.Name)];

    /// <summary>The columns that some track fills.</summary>
    public static string[] InUse(IReadOnlyList<Track> tracks) =>
        [.. Columns.Where(column => tracks.Any(track => track.Tags is { } tags && column.Cell(tags).Length > 0)).Select(column => column.Name)];

    /// <summary>A track's cells.</summary>
    public static IEnumerable<string> Row(TrackTags? tags, string[] names) =>
        Columns.Where(column => names.Contains(column.Name)).Select(column => CsvTable.Text(column.Cell(tags ?? TrackTags.None)));

    /// <summary>A row's tags.</summary>
    public static TrackTags Read(CsvTable table, int row)
    {
        TrackTags tags = TrackTags.None;
        foreach ((string name, _, Func<TrackTags, string, TrackTags> set) in Columns)
        {
            string cell = CsvTable.Unescape(table.Cell(row, name));
            if (cell.Length > 0) tags = set(tags, cell);
        }

        return tags;
    }

    private static int? Number(string cell) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
