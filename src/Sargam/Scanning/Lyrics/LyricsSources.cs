namespace Sargam.Scanning.Lyrics;

/// <summary>Where the user said that lyrics are: the values of <c>--lyrics</c>, each a column of the metadata or a folder.</summary>
/// <param name="Columns">Columns, in the order given.</param>
/// <param name="Folders">Folders, in the order given.</param>
internal sealed record LyricsSources(IReadOnlyList<string> Columns, IReadOnlyList<string> Folders)
{
    /// <summary>Tells columns from folders; a column goes before a folder of its name, which can be written <c>./NAME</c>.</summary>
    /// <exception cref="ArgumentException">A value is neither.</exception>
    public static LyricsSources Resolve(IReadOnlyList<string> given, Metadata? metadata)
    {
        IReadOnlyList<string> columns = metadata?.Columns ?? [];
        var found = new LyricsSources(
            [.. given.Where(name => columns.Contains(name, StringComparer.OrdinalIgnoreCase))],
            [.. given.Where(name => !columns.Contains(name, StringComparer.OrdinalIgnoreCase))]);
        if (found.Folders.FirstOrDefault(name => !Directory.Exists(name)) is not { } wrong) return found;
        string known = columns.Count == 0 ? "there is no metadata" : string.Join(", ", columns);
        throw new ArgumentException($"--lyrics must be a folder or a column of the metadata ({known}), got {wrong}");
    }
}
