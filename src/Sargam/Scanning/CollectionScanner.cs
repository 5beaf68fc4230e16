using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;

namespace Sargam.Scanning;

/// <summary>
/// Lists a source, gives every file its id and labels. Files whose size and modification time are those of the last scan
/// are not read again.
/// </summary>
public sealed class CollectionScanner
{
    /// <summary>What a scan returns.</summary>
    /// <param name="Collection">The tracks.</param>
    /// <param name="Failures">What could not be listed or read.</param>
    /// <param name="Notes">Facts for the user: match rates, where labels come from.</param>
    /// <param name="Warnings">Likely mistakes of the user, such as metadata that knows none of the files.</param>
    public sealed record Result(
        Collection Collection, IReadOnlyList<TrackFailure> Failures, IReadOnlyList<string> Notes, IReadOnlyList<string> Warnings);

    private readonly ScanOptions _options;
    private readonly LabelPattern? _pattern;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">The label pattern is not valid, or options contradict each other.</exception>
    public CollectionScanner(ScanOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MetadataFile is null && options.IdColumn is not null) throw new ArgumentException("--id-column needs --metadata");
        if (options.MetadataFile is null && options.Labels.Count > 0)
        {
            throw new ArgumentException("--labels names columns of a metadata file: give it with --metadata, or use --label-pattern");
        }

        _options = options;
        _pattern = options.LabelPattern is null ? null : LabelPattern.Parse(options.LabelPattern);
    }

    /// <summary>Scans.</summary>
    /// <param name="known">Tracks of the last scan, empty for the first.</param>
    /// <param name="progress">Told how many files are identified.</param>
    /// <param name="cancellationToken">Checked between files.</param>
    /// <exception cref="ArgumentException">The source does not exist, or a metadata column is missing.</exception>
    public Result Scan(IReadOnlyList<Track> known, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        SourceLister.Listing listing = SourceLister.List(_options.Source, _options.Include, _options.Exclude);
        var failures = new List<TrackFailure>(listing.Failures);
        List<Track> tracks = Identify(listing.Files, known, failures, progress, cancellationToken);
        var notes = new List<string>();
        string name = _options.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_options.Source)));
        var labeler = new TrackLabeler(_options, _pattern);
        TrackLabeler.Result labelled = labeler.Label(tracks);
        notes.AddRange(labelled.Notes);
        var collection = new Collection(name, listing.Root, labelled.Tracks, labelled.LabelNames);
        int duplicates = collection.Tracks.Count - collection.UniqueTracks.Count;
        if (duplicates > 0) notes.Add($"{Words.Count(duplicates, "file")} with the same audio data as another, used once");
        return new Result(collection, failures, notes, labelled.Warnings);
    }

    private static List<Track> Identify(
        IReadOnlyList<TrackFile> files, IReadOnlyList<Track> known, List<TrackFailure> failures,
        IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        Dictionary<string, Track> knownByPath = known.ToDictionary(track => track.Path, StringComparer.Ordinal);
        var tracks = new Track?[files.Count];
        var errors = new TrackFailure?[files.Count];
        int done = 0;
        FixedChunks.ForEach(files.Count, 1, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                try
                {
                    tracks[i] = Identify(files[i], knownByPath.GetValueOrDefault(files[i].Path), cancellationToken);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    errors[i] = new TrackFailure(files[i].Path, StageKind.Scan, $"the file cannot be read: {error.Message}");
                }

                progress?.Report(new StageProgress(StageKind.Scan, Interlocked.Increment(ref done), files.Count, "files"));
            }
        }, cancellationToken);
        failures.AddRange(errors.OfType<TrackFailure>());
        return [.. tracks.OfType<Track>()];
    }

    private static Track Identify(TrackFile file, Track? known, CancellationToken cancellationToken)
    {
        var info = new FileInfo(file.FullPath);
        bool unchanged = known is not null && known.Size == info.Length && known.Modified == info.LastWriteTimeUtc;
        return new Track
        {
            Id = unchanged ? known!.Id : TrackId.Compute(file.FullPath, cancellationToken),
            Path = file.Path,
            Size = info.Length,
            Modified = info.LastWriteTimeUtc,
            Title = Path.GetFileNameWithoutExtension(file.Path),
            Labels = new Dictionary<string, string>(),
        };
    }
}
