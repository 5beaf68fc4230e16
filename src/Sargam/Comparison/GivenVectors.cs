using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sargam.Numerics;
using Sargam.Scanning;
using Sargam.Scanning.Embeddings;
using Sargam.Storage;

namespace Sargam.Comparison;

/// <summary>The user's own vectors of the tracks, which compete with the recipes' spaces.</summary>
internal sealed class GivenVectors
{
    private static readonly string[] KeyColumns = ["id", "path", "file", "filename", "track_id"];

    private readonly Matrix _values;
    private readonly Dictionary<string, int> _rows;

    private GivenVectors(Matrix values, Dictionary<string, int> rows) => (_values, _rows) = (values, rows);

    /// <summary>A fingerprint of each track's numbers, in whatever order they came.</summary>
    public string Key => ArtifactKey.Of(_rows.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{entry.Key} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(_values.Row(entry.Value))))}"));

    /// <summary>Reads a file, whose rows are those of <c>tracks.csv</c> in their order unless a column says which track a row is of.</summary>
    /// <param name="path">A <c>.npy</c> array or a CSV.</param>
    /// <param name="idColumn">The column of a CSV that names tracks; null looks for one.</param>
    /// <param name="collection">The tracks.</param>
    /// <exception cref="ArgumentException">The rows do not fit the tracks.</exception>
    public static GivenVectors Read(string path, string? idColumn, Collection collection)
    {
        EmbeddingTable table = EmbeddingTable.Read(path, [], idColumn is null ? [] : [idColumn]);
        string? column = table.Tracks is { } about ? KeyColumns.Prepend(idColumn ?? "").FirstOrDefault(name => name.Length > 0 && about.HasColumn(name)) : null;
        return new GivenVectors(table.Values, column is null ? ByOrder(path, table, collection) : ByName(path, table.Tracks!, column, collection));
    }

    /// <summary>The vectors of some tracks.</summary>
    /// <exception cref="ArgumentException">One has none.</exception>
    public Matrix Of(IReadOnlyList<string> trackIds)
    {
        string[] missing = [.. trackIds.Where(id => !_rows.ContainsKey(id))];
        return missing.Length == 0
            ? _values.View.SelectRows([.. trackIds.Select(id => _rows[id])])
            : throw new ArgumentException($"--embeddings must have a vector of every track that is compared, {Words.Count(missing.Length, "track")} of {trackIds.Count} have none, such as {missing[0]}");
    }

    private static Dictionary<string, int> ByOrder(string path, EmbeddingTable table, Collection collection)
    {
        if (table.Values.RowCount != collection.Tracks.Count)
        {
            throw new ArgumentException($"--embeddings must have a row for each row of tracks.csv ({collection.Tracks.Count}), or a CSV with a column id or path; {path} has {table.Values.RowCount} rows");
        }

        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int row, Track track) in collection.Tracks.Index()) rows.TryAdd(track.Id, row);
        return rows;
    }

    /// <summary>By track id, path, file name, or file name without extension.</summary>
    private static Dictionary<string, int> ByName(string path, CsvTable about, string column, Collection collection)
    {
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < about.Rows.Count; row++) named.TryAdd(CsvTable.Unescape(about.Cell(row, column).Trim()), row);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Track track in collection.Tracks)
        {
            string[] names = [track.Id, track.Path, Path.GetFileName(track.Path), Path.GetFileNameWithoutExtension(track.Path)];
            if (names.FirstOrDefault(named.ContainsKey) is { } name) rows.TryAdd(track.Id, named[name]);
        }

        return rows.Count > 0 ? rows : throw new ArgumentException($"--embeddings must name tracks in its column {column} by id, path or file name; none of {path} is one of the collection");
    }
}
