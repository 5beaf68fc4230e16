using Sargam.Evaluation;

namespace Sargam.Scanning;

/// <summary>
/// Gives tracks their titles and labels: from the metadata file, from the label pattern, and, when neither is given, from
/// the parent folder.
/// </summary>
internal sealed class TrackLabeler(ScanOptions options, LabelPattern? pattern)
{
    private const string Folder = "folder";
    private const string Artist = "artist";

    /// <summary>Labelled tracks, the sets to score against, and what to tell the user.</summary>
    public sealed record Result(IReadOnlyList<Track> Tracks, IReadOnlyList<string> LabelNames, IReadOnlyList<string> Notes, IReadOnlyList<string> Warnings);

    public Result Label(IReadOnlyList<Track> tracks)
    {
        var notes = new List<string>();
        var warnings = new List<string>();
        var labels = new Dictionary<string, string>[tracks.Count];
        for (int i = 0; i < labels.Length; i++) labels[i] = new Dictionary<string, string>(StringComparer.Ordinal);
        var titles = new string[tracks.Count];
        var names = new List<string>();
        if (options.MetadataFile is not null) ApplyMetadata(tracks, labels, titles, names, notes, warnings);
        if (pattern is not null) ApplyPattern(tracks, labels, names, notes, warnings);
        if (options.MetadataFile is null && pattern is null) ApplyFolders(tracks, labels, names);

        ApplyFormats(tracks, labels, names);
        Track[] labelled = [.. tracks.Select((track, i) => track with
        {
            Labels = labels[i],
            Title = string.IsNullOrEmpty(titles[i]) ? track.Title : titles[i],
        })];
        List<string> scored = [.. names.Distinct(StringComparer.Ordinal).Where(name => IsWorthScoring(name, labelled, notes))];
        notes.Add(scored.Count == 0 ? "labels: none" : $"labels: {string.Join(", ", scored)}");
        return new Result(labelled, scored, notes, warnings);
    }

    private void ApplyMetadata(
        IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, string[] titles,
        List<string> names, List<string> notes, List<string> warnings)
    {
        Metadata metadata = Metadata.Read(options.MetadataFile!, options.IdColumn);
        IReadOnlyList<string> columns = metadata.LabelColumns(options.Labels);
        MetadataMatches matches = metadata.Match([.. tracks.Select(track => track.Path)]);
        notes.Add(matches.Describe());
        if (tracks.Count > 0 && matches.RowOfTrack.All(row => row < 0))
        {
            warnings.Add($"the metadata knows none of the files, such as {tracks[0].Path}; is the right column used? --id-column names another");
        }

        foreach (string column in columns)
        {
            string name = LabelNames.Normalize(column);
            names.Add(name);
            for (int i = 0; i < tracks.Count; i++) Set(labels[i], name, matches.Cell(i, column));
        }

        for (int i = 0; i < tracks.Count; i++)
        {
            titles[i] = matches.Cell(i, "title");
            Set(labels[i], Artist, matches.Cell(i, Artist));
        }
    }

    private void ApplyPattern(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, List<string> names, List<string> notes, List<string> warnings)
    {
        names.AddRange(pattern!.Names);
        int matched = 0;
        for (int i = 0; i < tracks.Count; i++)
        {
            if (pattern.Match(tracks[i].Path) is not { } found) continue;
            matched++;
            foreach ((string name, string value) in found) Set(labels[i], name, value);
        }

        notes.Add($"label pattern: {matched} of {tracks.Count} files matched");
        if (matched == 0 && tracks.Count > 0) warnings.Add($"the pattern fits no file name, such as {Path.GetFileNameWithoutExtension(tracks[0].Path)}");
    }

    private static void ApplyFolders(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, List<string> names)
    {
        for (int i = 0; i < tracks.Count; i++)
        {
            Set(labels[i], Folder, Path.GetFileName(Path.GetDirectoryName(tracks[i].Path)) ?? "");
        }

        // One folder, or a folder for every track, says nothing about the tracks.
        int folders = labels.Select(label => label.GetValueOrDefault(Folder, "")).Distinct(StringComparer.Ordinal).Count();
        if (folders > 1 && folders < tracks.Count) names.Add(Folder);
    }

    /// <summary>Formats always: different encoders leave traces that cluster, and the user must be told.</summary>
    private static void ApplyFormats(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, List<string> names)
    {
        string[] formats = [.. tracks.Select(track => Path.GetExtension(track.Path).TrimStart('.').ToLowerInvariant())];
        if (formats.Distinct(StringComparer.Ordinal).Count() < 2) return;
        names.Add(LabelAgreement.FileFormat);
        for (int i = 0; i < formats.Length; i++) Set(labels[i], LabelAgreement.FileFormat, formats[i]);
    }

    private static void Set(Dictionary<string, string> labels, string name, string value)
    {
        if (value.Length > 0) labels[name] = value;
    }

    private bool IsWorthScoring(string name, Track[] tracks, List<string> notes)
    {
        string[] values = [.. tracks.Select(track => track.LabelOf(name)).Where(value => value.Length > 0)];
        int classes = values.Distinct(StringComparer.Ordinal).Count();
        if (classes >= 2 && classes < values.Length) return true;
        bool asked = options.Labels.Any(label => LabelNames.Normalize(label) == name) || pattern?.Names.Contains(name) == true;
        if (asked) notes.Add($"label {name} is not scored: it needs at least two values and a value shared by two tracks");
        return false;
    }
}
