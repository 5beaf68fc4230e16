using Sargam.Evaluation;

namespace Sargam.Scanning;

/// <summary>
/// Gives tracks their titles and labels: from the metadata file, then from the label pattern, then from tags; the parent
/// folder is a label when neither metadata nor a pattern is given. What the user gave decides what is scored: tags are only
/// scored without it.
/// </summary>
internal sealed class TrackLabeler(ScanOptions options, LabelPattern? pattern, Metadata? inOrder = null)
{
    private const string Folder = "folder";

    // Of the metadata, when there is any.
    private IReadOnlyList<string> _columns = [];
    private Metadata? _metadata;
    private MetadataMatches? _matches;

    /// <summary>Labelled tracks, the sets to score against, and what to tell the user; the table and its rows, when there is any.</summary>
    public sealed record Result(
        IReadOnlyList<Track> Tracks, IReadOnlyList<string> LabelNames, IReadOnlyList<string> Notes, IReadOnlyList<string> Warnings, Metadata? Metadata, MetadataMatches? Matches);

    public Result Label(IReadOnlyList<Track> tracks)
    {
        var notes = new List<string>();
        var warnings = new List<string>();
        var labels = new Dictionary<string, string>[tracks.Count];
        for (int i = 0; i < labels.Length; i++) labels[i] = new Dictionary<string, string>(StringComparer.Ordinal);
        var titles = new string[tracks.Count];
        var names = new List<string>();
        bool hasTable = inOrder is not null || options.MetadataFile is not null;
        if (hasTable) ApplyMetadata(tracks, labels, titles, names, notes, warnings);
        if (pattern is not null) ApplyPattern(tracks, labels, names, notes, warnings);
        bool userGaveLabels = hasTable || pattern is not null || options.Labels.Count > 0;
        List<string> fromTags = ApplyTags(tracks, labels, names, notes, areScored: !userGaveLabels);
        if (!userGaveLabels) ApplyFolders(tracks, labels, names);
        AddRequested(tracks, labels, names);
        if (inOrder is null || inOrder.NamesArePaths) ApplyFormats(tracks, labels, names);
        Track[] labelled = [.. tracks.Select((track, i) => track with
        {
            Labels = labels[i],
            Title = new[] { titles[i], track.Tags?.Title, track.Title }.First(title => !string.IsNullOrEmpty(title))!,
        })];
        List<string> scored = [.. names.Distinct(StringComparer.Ordinal).Where(name => IsWorthScoring(name, labelled, notes))];
        string[] scoredFromTags = [.. fromTags.Intersect(scored, StringComparer.Ordinal)];
        if (scoredFromTags.Length > 0) notes.Add($"labels from tags: {string.Join(", ", scoredFromTags)}");
        notes.Add(scored.Count == 0 ? "labels: none" : $"labels: {string.Join(", ", scored)}");
        return new Result(labelled, scored, notes, warnings, _metadata, _matches);
    }

    private void ApplyMetadata(
        IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, string[] titles,
        List<string> names, List<string> notes, List<string> warnings)
    {
        Metadata metadata = inOrder ?? Metadata.Read(options.MetadataFile!, options.IdColumn);
        _metadata = metadata;
        _columns = metadata.Columns;
        IReadOnlyList<string> columns = metadata.LabelColumns(options.Labels);
        MetadataMatches matches = metadata.Match([.. tracks.Select(track => track.Path)]);
        _matches = matches;
        if (inOrder is null) notes.Add(matches.Describe());
        if (tracks.Count > 0 && matches.RowOfTrack.All(row => row < 0))
        {
            warnings.Add($"the metadata knows none of the {Words.Count(tracks.Count, "file")}, such as {tracks[0].Path}: it has {metadata.DescribeRows()}. Is that the right column? --id-column names another");
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
            Set(labels[i], LabelNames.Artist, matches.Cell(i, LabelNames.Artist));
            Set(labels[i], LabelNames.Album, matches.Cell(i, LabelNames.Album));
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
            foreach ((string name, string value) in found) SetWhereMissing(labels[i], name, value);
        }

        notes.Add($"label pattern: {matched} of {tracks.Count} files matched");
        if (matched == 0 && tracks.Count > 0) warnings.Add($"the pattern {options.LabelPattern} fits none of {Words.Count(tracks.Count, "file name")}, such as {Path.GetFileNameWithoutExtension(tracks[0].Path)}");
    }

    /// <summary>
    /// Tags give the label sets that the user did not. Of a set that the user gave, only artists and albums are completed,
    /// because whole artists are permuted; a truth half from a table and half from tags would be nobody's. Returns the sets
    /// that are scored because of the tags.
    /// </summary>
    private static List<string> ApplyTags(
        IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, List<string> names, List<string> notes, bool areScored)
    {
        int tagged = tracks.Count(track => track.Tags is { IsEmpty: false });
        if (tagged == 0) return [];
        notes.Add($"tags: {tagged} of {tracks.Count} files carry tags{TagLabels.Describe(tracks)}");
        var scored = new List<string>();
        var completed = new List<string>();
        foreach (string name in TagLabels.All)
        {
            bool isGiven = names.Contains(name) || labels.Any(label => label.ContainsKey(name));
            if (isGiven && name is not (LabelNames.Artist or LabelNames.Album)) continue;
            int added = Complete(tracks, labels, name);
            if (isGiven && added > 0) completed.Add($"{name} of {Words.Count(added, "file")}");
            if (areScored && TagLabels.Scored.Contains(name) && added >= TagLabels.ShareToScore * tracks.Count) scored.Add(name);
        }

        names.AddRange(scored);
        if (completed.Count > 0) notes.Add($"tags add the {string.Join(" and the ", completed)}");
        return scored;
    }

    /// <summary>Sets the tags' values where there is none yet, in one spelling; returns how many.</summary>
    private static int Complete(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, string name)
    {
        string[] values = [.. tracks.Select(track => TagLabels.ValueOf(track.Tags, name))];
        var spellings = new Spellings(labels.Select(label => label.GetValueOrDefault(name, "")), values);
        int added = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (SetWhereMissing(labels[i], name, spellings.Unify(values[i]))) added++;
        }

        return added;
    }

    /// <summary>Labels that the user named and that are not in the metadata: from tags, or the folder.</summary>
    /// <exception cref="ArgumentException">Nothing is called so.</exception>
    private void AddRequested(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, List<string> names)
    {
        foreach (string label in options.Labels)
        {
            string name = LabelNames.Normalize(label);
            if (name == Folder && !names.Contains(Folder)) SetFolders(tracks, labels);
            if (!names.Contains(name) && labels.Any(values => values.ContainsKey(name))) names.Add(name);
            if (names.Contains(name)) continue;
            string[] known = [.. _columns, .. labels.SelectMany(values => values.Keys).Append(Folder).Except(_columns.Select(LabelNames.Normalize)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            throw new ArgumentException($"--labels must name labels that there are ({string.Join(", ", known)}), got {label}");
        }
    }

    private static void SetFolders(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels)
    {
        for (int i = 0; i < tracks.Count; i++)
        {
            Set(labels[i], Folder, Path.GetFileName(Path.GetDirectoryName(tracks[i].Path)) ?? "");
        }
    }

    private static void ApplyFolders(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, List<string> names)
    {
        SetFolders(tracks, labels);

        // One folder, or a folder for every track, says nothing about the tracks.
        int folders = labels.Select(label => label.GetValueOrDefault(Folder, "")).Distinct(StringComparer.Ordinal).Count();
        if (folders > 1 && folders < tracks.Count) names.Add(Folder);
    }

    /// <summary>Formats always: different encoders leave traces that cluster, and the user must be told.</summary>
    private static void ApplyFormats(IReadOnlyList<Track> tracks, Dictionary<string, string>[] labels, List<string> names)
    {
        string[] formats = [.. tracks.Select(track => SourceLister.AudioExtensionOf(track.Path))];
        if (formats.Distinct(StringComparer.Ordinal).Count() < 2) return;
        names.Add(LabelAgreement.FileFormat);
        for (int i = 0; i < formats.Length; i++) Set(labels[i], LabelAgreement.FileFormat, formats[i]);
    }

    private static void Set(Dictionary<string, string> labels, string name, string value)
    {
        if (value.Length > 0) labels[name] = value;
    }

    private static bool SetWhereMissing(Dictionary<string, string> labels, string name, string value) => value.Length > 0 && labels.TryAdd(name, value);

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
