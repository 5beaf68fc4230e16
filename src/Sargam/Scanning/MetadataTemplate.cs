using Sargam.Storage;

namespace Sargam.Scanning;

/// <summary>A CSV for the user to fill in: one row per file, with what is known already.</summary>
public static class MetadataTemplate
{
    private static readonly string[] Usual = ["artist", "genre", "language"];

    /// <summary>Writes the template.</summary>
    /// <exception cref="StoreException">The file exists already, or cannot be written.</exception>
    public static void Write(string path, Collection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (File.Exists(path)) throw new StoreException($"{path} exists already and is not overwritten: name another file with --write-metadata");
        string[] labels = [.. Usual.Union(collection.Tracks.SelectMany(track => track.Labels.Keys), StringComparer.Ordinal)];
        CsvTable.Write(path, ["path", "title", .. labels], collection.Tracks.Select(track => (string[])[
            CsvTable.Text(track.Path), CsvTable.Text(track.Title), .. labels.Select(label => CsvTable.Text(track.Labels.GetValueOrDefault(label, "")))]));
    }
}
