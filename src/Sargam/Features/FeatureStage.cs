using System.Runtime.ExceptionServices;
using Sargam.Decoding;
using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>
/// The decode and features stages, track by track: a track's samples are gone before the next one's are read, so memory
/// follows the number of jobs, not the collection. Tracks that are stored already are not opened.
/// </summary>
internal sealed class FeatureStage(Workspace workspace, IPipelineObserver observer, TimeProvider clock, PipelineOptions options)
{
    /// <summary>Computes and stores what is missing.</summary>
    public async Task RunAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        observer.StageStarted(StageKind.Features);
        Collection collection = workspace.LoadCollection();
        if (recipe.Features.IsEmbeddings)
        {
            observer.Note(StageKind.Features, "vectors from elsewhere: nothing to decode");
            observer.StageFinished(StageKind.Features, clock.GetElapsedTime(started), reused: true);
            return;
        }

        CheckSize(collection, FeatureFiles.AudioSchema(recipe));
        FeatureStore[] stores = [.. FeatureFiles.SchemasOf(recipe).Select(schema => FeatureFiles.Open(workspace, recipe, schema))];
        foreach (string damage in stores.SelectMany(store => store.Damaged)) observer.Warn(StageKind.Features, damage);
        Track[] missing = [.. collection.DistinctTracks.Where(track => !stores.All(store => store.Contains(track.Id)))];
        CheckIsThere(collection, missing);
        var progress = new ExtractionProgress(observer, missing.Length);
        if (missing.Length > 0)
        {
            await ExtractAsync(recipe, collection, missing, stores, progress, cancellationToken);
            foreach (FeatureStore store in stores) store.Compact();
        }

        IReadOnlyList<TrackFailure> failures = WithCopies(collection, progress.Failures);
        workspace.SaveFailures([StageKind.Decode, StageKind.Features], failures);
        FailureNotes.Report(observer, StageKind.Features, failures);
        Track[] usable = [.. collection.DistinctTracks.Where(track => stores.All(store => store.Contains(track.Id)))];
        FeatureStore fingerprints = stores.Single(store => store.Schema == FeatureSchemas.Fingerprint);
        Save(collection, stores[0], new NearDuplicateSearch(workspace, observer).Run(recipe, usable, fingerprints, cancellationToken));
        int known = collection.DistinctTracks.Count - missing.Length;
        observer.Note(StageKind.Features, $"{Words.Count(missing.Length - progress.Failures.Count, "track")} decoded, {known} known already, {progress.Failures.Count} failed");
        observer.StageFinished(StageKind.Features, clock.GetElapsedTime(started), reused: missing.Length == 0);
    }

    /// <summary>Found out now rather than after hours: all tracks of a schema are one array when spaces are learned.</summary>
    private static void CheckSize(Collection collection, FeatureSchema schema)
    {
        int tracks = collection.DistinctTracks.Count;
        if ((long)tracks * schema.ColumnCount <= Array.MaxLength) return;
        throw new ArgumentException(
            $"{Words.Count(tracks, "track")} of {Words.Count(schema.ColumnCount, "number")} are more than can be learned from at once ({Words.Count(Array.MaxLength, "number")}): "
            + "take fewer --crops or other --features");
    }

    /// <summary>One reason instead of one for every track.</summary>
    private static void CheckIsThere(Collection collection, Track[] missing)
    {
        if (missing.Length == 0 || Directory.Exists(collection.Root) || missing.Any(track => File.Exists(collection.FullPath(track)))) return;
        throw new StoreException($"{collection.Root}, which was scanned, is not there: connect or move it back, or run sargam scan with its new place");
    }

    private async Task ExtractAsync(
        Recipe recipe, Collection collection, Track[] missing, FeatureStore[] stores, ExtractionProgress progress, CancellationToken cancellationToken)
    {
        await using DecoderSet decoders = await DecoderSet.FindAsync(options.Decoders, cancellationToken);
        var loader = new AudioLoader(decoders, FeatureFiles.LoaderOptions(recipe));
        var extractor = new AudioFeatureExtractor();
        FeatureWriter[] writers = [.. stores.Select(store => new FeatureWriter(store, clock))];
        Dictionary<string, int[]> wanted = missing.ToDictionary(
            track => track.Id, track => Enumerable.Range(0, stores.Length).Where(i => !stores[i].Contains(track.Id)).ToArray(), StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Jobs ?? WorkerPool.ThreadCount + 1, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(missing, parallel, async (track, token) =>
            {
                int[] places = wanted[track.Id];
                FeatureSchema[] schemas = [.. places.Select(place => stores[place].Schema)];
                TrackExtraction extraction = await TrackExtraction.RunAsync(loader, extractor, collection.FullPath(track), track, schemas, token);
                for (int i = 0; i < extraction.Vectors.Length; i++) writers[places[i]].Add(extraction.Track!, extraction.Vectors[i]);
                progress.Add(extraction);
            });
        }
        catch
        {
            // What is measured so far is kept; what brought us here is the one to tell.
            FeatureWriter.FlushAll(writers);
            throw;
        }

        if (FeatureWriter.FlushAll(writers) is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Files with the same content as one that failed fail with it.</summary>
    private static TrackFailure[] WithCopies(Collection collection, IEnumerable<TrackFailure> failures)
    {
        ILookup<string, Track> byId = collection.Tracks.ToLookup(track => track.Id, StringComparer.Ordinal);
        Dictionary<string, string> ids = collection.DistinctTracks.ToDictionary(track => track.Path, track => track.Id, StringComparer.Ordinal);
        return [.. failures.SelectMany(failure => byId[ids[failure.Path]].Select(track => failure with { Path = track.Path }))];
    }

    /// <summary>Writes down what decoding told about the tracks.</summary>
    private void Save(Collection collection, FeatureStore store, IReadOnlyDictionary<string, string> duplicates)
    {
        Track[] tracks = [.. collection.Tracks.Select(track => store.Find(track.Id) is { } known
            ? track with
            {
                DurationSeconds = known.DurationSeconds,
                Decoder = known.Decoder,
                Codec = known.Codec ?? "",
                DuplicateOf = duplicates.GetValueOrDefault(track.Id, ""),
            }
            : track)];
        workspace.SaveCollection(new Collection(collection.Name, collection.Root, tracks, collection.LabelNames) { IdVersion = collection.IdVersion, IsList = collection.IsList });
    }
}
