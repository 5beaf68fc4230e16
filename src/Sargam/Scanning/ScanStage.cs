using Sargam.Pipeline;
using Sargam.Scanning.Embeddings;
using Sargam.Storage;

namespace Sargam.Scanning;

/// <summary>The scan stage: from a source to <c>tracks.csv</c>.</summary>
internal sealed class ScanStage(Workspace workspace, IPipelineObserver observer, TimeProvider clock)
{
    /// <summary>Scans and saves; files unchanged since the last scan are not opened.</summary>
    /// <exception cref="ArgumentException">The source holds no audio files at all.</exception>
    public Collection Run(ScanOptions options, CancellationToken cancellationToken)
    {
        if (options.EmbeddingsFile is not null) return ScanEmbeddings(options);
        long started = clock.GetTimestamp();
        var scanner = new CollectionScanner(options);
        observer.StageStarted(StageKind.Scan);
        IReadOnlyList<Track> known = workspace.HasCurrentIds ? workspace.LoadTracks() : [];
        CollectionScanner.Result result = scanner.Scan(known, workspace.LoadAllLyrics(), observer, cancellationToken);
        if (result.Collection.Tracks.Count == 0)
        {
            if (result.Failures.Count > 0) workspace.SaveFailures([StageKind.Scan], result.Failures);
            throw new ArgumentException(result.Failures.Count > 0
                ? $"no audio file in {options.Source} could be read: {result.Failures[0].Path}: {result.Failures[0].Reason}"
                : $"{options.Source} holds no audio files (such as .wav, .mp3, .flac){(options.Include.Count + options.Exclude.Count > 0 ? " that --include and --exclude leave" : "")}");
        }

        ThrowIfOther(options, known, result.Collection);
        if (EmbeddingFile.Exists(workspace)) throw OtherKind(options, "vectors, not audio");
        workspace.SaveFailures([StageKind.Scan], result.Failures);

        // The lyrics first: without its row in tracks.csv a file counts as changed and is read again.
        workspace.SaveLyrics(result.Lyrics);
        workspace.SaveCollection(WithKnownDetails(result.Collection, known));
        FailureNotes.Report(observer, StageKind.Scan, result.Failures);
        observer.Note(StageKind.Scan, $"{Words.Count(result.Collection.Tracks.Count, "track")} in {options.Source}");
        foreach (string note in result.Notes) observer.Note(StageKind.Scan, note);
        foreach (string warning in result.Warnings) observer.Warn(StageKind.Scan, warning);
        observer.StageFinished(StageKind.Scan, clock.GetElapsedTime(started), reused: false);
        return result.Collection;
    }

    private Collection ScanEmbeddings(ScanOptions options)
    {
        long started = clock.GetTimestamp();
        observer.StageStarted(StageKind.Scan);
        EmbeddingScan.Result result = EmbeddingScan.Run(options);
        IReadOnlyList<Track> known = workspace.LoadTracks();
        if (!EmbeddingFile.Exists(workspace) && known.Count > 0) throw OtherKind(options, "audio, not vectors");
        ThrowIfOther(options, known, result.Collection);
        EmbeddingFile.Write(workspace, result.Collection, result.Table.Values, result.Table.Columns);
        workspace.SaveLyrics(result.Lyrics);
        workspace.SaveCollection(result.Collection);
        observer.Note(StageKind.Scan, $"{Words.Count(result.Collection.Tracks.Count, "track")} in {options.EmbeddingsFile}");
        foreach (string note in result.Notes) observer.Note(StageKind.Scan, note);
        foreach (string warning in result.Warnings) observer.Warn(StageKind.Scan, warning);
        observer.StageFinished(StageKind.Scan, clock.GetElapsedTime(started), reused: false);
        return result.Collection;
    }

    private void ThrowIfOther(ScanOptions options, IReadOnlyList<Track> known, Collection found)
    {
        if (known.Count == 0 || found.Tracks.Select(track => track.Id).Intersect(known.Select(track => track.Id), StringComparer.Ordinal).Any()) return;
        throw new ArgumentException($"{workspace.Root} belongs to another collection, none of whose tracks is in {options.Source}: name another --workspace");
    }

    private ArgumentException OtherKind(ScanOptions options, string kind) => new($"{workspace.Root} holds {kind}: name another --workspace for {options.Source}");

    /// <summary>Keeps what earlier decoding learned about files that are still the same.</summary>
    private static Collection WithKnownDetails(Collection collection, IReadOnlyList<Track> known)
    {
        Dictionary<string, Track> byId = known.Where(track => track.DurationSeconds is not null)
            .DistinctBy(track => track.Id).ToDictionary(track => track.Id, StringComparer.Ordinal);
        HashSet<string> ids = [.. collection.Tracks.Select(track => track.Id)];
        Track[] tracks = [.. collection.Tracks.Select(track => byId.TryGetValue(track.Id, out Track? details)
            ? track with { DurationSeconds = details.DurationSeconds, Decoder = details.Decoder, Codec = details.Codec, DuplicateOf = ids.Contains(details.DuplicateOf) ? details.DuplicateOf : "" }
            : track)];
        return new Collection(collection.Name, collection.Root, tracks, collection.LabelNames) { IsList = collection.IsList };
    }
}
