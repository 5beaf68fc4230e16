using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;
using Sargam.Scanning.Lyrics;

namespace Sargam.Scanning;

/// <summary>
/// Lists a source, gives every file its id, reads its tags and gives it labels. Files whose size and modification time are
/// those of the last scan are not opened again.
/// </summary>
public sealed class CollectionScanner
{
    /// <summary>What a scan returns.</summary>
    /// <param name="Collection">The tracks.</param>
    /// <param name="Lyrics">The words of tracks, in listing order; those in use before others of the same track.</param>
    /// <param name="Failures">What could not be listed or read.</param>
    /// <param name="Notes">Facts for the user: match rates, where labels come from.</param>
    /// <param name="Warnings">Likely mistakes of the user, such as metadata that knows none of the files.</param>
    public sealed record Result(
        Collection Collection, IReadOnlyList<TrackLyrics> Lyrics, IReadOnlyList<TrackFailure> Failures,
        IReadOnlyList<string> Notes, IReadOnlyList<string> Warnings);

    private readonly ScanOptions _options;
    private readonly LabelPattern? _pattern;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">The label pattern is not valid, or options contradict each other.</exception>
    public CollectionScanner(ScanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MetadataFile is null && options.IdColumn is not null) throw new ArgumentException("--id-column needs --metadata");
        _options = options;
        _pattern = options.LabelPattern is null ? null : LabelPattern.Parse(options.LabelPattern);
    }

    /// <summary>Scans.</summary>
    /// <param name="known">Tracks of the last scan, empty for the first.</param>
    /// <param name="knownLyrics">Lyrics of the last scan, used or not: unchanged files keep theirs.</param>
    /// <param name="progress">Told how many files are identified.</param>
    /// <param name="cancellationToken">Checked between files.</param>
    /// <exception cref="ArgumentException">The source does not exist, or a metadata column is missing.</exception>
    public Result Scan(
        IReadOnlyList<Track> known, IReadOnlyList<TrackLyrics> knownLyrics,
        IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SourceLister.Listing listing = SourceLister.List(_options.Source, _options.Include, _options.Exclude);
        var failures = new List<TrackFailure>(listing.Failures);
        List<FileVisitor.Visit> visits = Visit(listing.Files, new FileVisitor(known), failures, progress, cancellationToken);
        var notes = new List<string>();
        string name = _options.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_options.Source)));
        var labeler = new TrackLabeler(_options, _pattern);
        TrackLabeler.Result labelled = labeler.Label([.. visits.Select(visit => visit.Track)]);
        notes.AddRange(labelled.Notes);
        var collection = new Collection(name, listing.Root, labelled.Tracks, labelled.LabelNames) { IsList = !Directory.Exists(_options.Source) };
        int duplicates = collection.Tracks.Count - collection.DistinctTracks.Count;
        if (duplicates > 0) notes.Add($"{Words.Count(duplicates, "file")} with the same audio data as another, used once");
        LyricsSearch.Result lyrics = new LyricsSearch(_options.Lyrics, knownLyrics).Run(
            collection.Tracks, listing.Root, labelled.Metadata, labelled.Matches, TagLyrics(visits, knownLyrics), StandsFor(known), cancellationToken);
        return new Result(LyricsLanguages.Label(collection, lyrics.Lyrics), lyrics.Lyrics, failures, [.. notes, .. lyrics.Notes], [.. labelled.Warnings, .. lyrics.Warnings]);
    }

    private static List<FileVisitor.Visit> Visit(
        IReadOnlyList<TrackFile> files, FileVisitor visitor, List<TrackFailure> failures,
        IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var visits = new FileVisitor.Visit?[files.Count];
        var errors = new TrackFailure?[files.Count];
        int done = 0;
        FixedChunks.ForEach(files.Count, 1, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                try
                {
                    visits[i] = visitor.VisitFile(files[i], cancellationToken);
                }
                catch (Exception error) when (FileVisitor.Explain(files[i], error) is { } reason)
                {
                    errors[i] = new TrackFailure(files[i].Path, StageKind.Scan, reason);
                }

                progress?.Report(new StageProgress(StageKind.Scan, Interlocked.Increment(ref done), files.Count, "files"));
            }
        }, cancellationToken);
        failures.AddRange(errors.OfType<TrackFailure>());
        return [.. visits.OfType<FileVisitor.Visit>()];
    }

    /// <summary>Of several files with the same audio, the first that has words gives them; words just read go before old ones.</summary>
    private static List<TrackLyrics> TagLyrics(List<FileVisitor.Visit> visits, IReadOnlyList<TrackLyrics> knownLyrics)
    {
        Dictionary<string, TrackLyrics> known = knownLyrics.Where(lyrics => lyrics.Source == TrackLyrics.FromTag)
            .DistinctBy(lyrics => lyrics.Id).ToDictionary(lyrics => lyrics.Id, StringComparer.Ordinal);
        var found = new List<TrackLyrics>();
        foreach (IGrouping<string, FileVisitor.Visit> same in visits.GroupBy(visit => visit.Track.Id, StringComparer.Ordinal))
        {
            TrackLyrics? old = same.Any(visit => !visit.WasOpened) ? known.GetValueOrDefault(same.Key) : null;
            TrackLyrics? read = same.Select(visit => visit.Lyrics).OfType<TrackLyrics>()
                .Select(raw => LyricsSearch.Row(raw.Id, raw.Source, raw.Language, LyricsCleaner.Clean(raw.Text))).FirstOrDefault(row => row is not null);
            if ((read ?? old) is { } lyrics) found.Add(lyrics);
        }

        return found;
    }

    private static Dictionary<string, string> StandsFor(IReadOnlyList<Track> known) =>
        known.Where(track => track.DuplicateOf.Length > 0).DistinctBy(track => track.Id).ToDictionary(track => track.Id, track => track.DuplicateOf, StringComparer.Ordinal);
}
