using System.Collections.Concurrent;
using Sargam.Decoding;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>
/// The decode and features stages, track by track: a track's samples are gone before the next one's are read, so memory
/// follows the number of threads, not the collection. Tracks that are stored already are not opened.
/// </summary>
internal sealed class FeatureStage(Workspace workspace, IPipelineObserver observer, TimeProvider clock)
{
    /// <summary>Tracks per shard: what a crash can lose.</summary>
    private const int ShardSize = 64;

    /// <summary>The features that representations are learned from, and those that all methods are compared in.</summary>
    public static IReadOnlyList<FeatureSchema> SchemasOf(Recipe recipe) =>
        [.. new[] { FeatureSchemas.Find(recipe.Features.Schema), FeatureSchemas.MfccStats }.DistinctBy(schema => schema.Name)];

    /// <summary>The stored features of those tracks that have any, in the order given.</summary>
    public static FeatureTable Load(Workspace workspace, Recipe recipe, FeatureSchema schema, IEnumerable<string> trackIds)
    {
        FeatureStore store = FeatureStore.OpenRead(workspace, schema, VariantOf(recipe));
        return store.Table([.. trackIds.Where(store.Contains)]);
    }

    /// <summary>Computes and stores what is missing.</summary>
    public async Task RunAsync(Recipe recipe, DecoderOptions? decoders, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        observer.StageStarted(StageKind.Features);
        Collection collection = workspace.LoadCollection();
        (FeatureSchema Schema, FeatureStore Store)[] stores = [.. SchemasOf(recipe).Select(schema => (schema, FeatureStore.Open(workspace, schema, VariantOf(recipe))))];
        foreach (string damage in stores.SelectMany(entry => entry.Store.Damaged)) observer.Warn(StageKind.Features, damage);
        Track[] missing = [.. collection.UniqueTracks.Where(track => !stores.All(entry => entry.Store.Contains(track.Id)))];
        await using DecoderSet found = await DecoderSet.FindAsync(decoders, cancellationToken);
        var loader = new AudioLoader(found, new AudioLoaderOptions
        {
            Excerpt = ExcerptRule.Parse(recipe.Features.Excerpt),
            Length = LengthRule.Parse(recipe.Features.Length),
        });
        var extractor = new AudioFeatureExtractor();
        var failures = new ConcurrentBag<TrackFailure>();
        int done = 0;
        foreach (Track[] shard in missing.Chunk(ShardSize))
        {
            var rows = new Extraction?[shard.Length];
            try
            {
                await Parallel.ForAsync(0, shard.Length, new ParallelOptions { MaxDegreeOfParallelism = WorkerPool.ThreadCount, CancellationToken = cancellationToken }, async (i, token) =>
                {
                    rows[i] = await ExtractAsync(loader, extractor, collection, shard[i], [.. stores.Select(entry => entry.Schema)], failures, token);
                    observer.Report(new StageProgress(StageKind.Features, Interlocked.Increment(ref done), missing.Length, "tracks"));
                });
            }
            finally
            {
                // An interruption keeps what is measured so far.
                foreach ((int index, (FeatureSchema _, FeatureStore store)) in stores.Index()) Append(store, index, [.. rows.OfType<Extraction>()]);
            }
        }

        foreach ((FeatureSchema _, FeatureStore store) in stores) store.Compact();
        Finish(collection, stores[0].Store, WithCopies(collection, failures));
        observer.Note(StageKind.Features, $"{missing.Length - failures.Count} tracks decoded, {collection.UniqueTracks.Count - missing.Length} known already, {failures.Count} failed");
        observer.StageFinished(StageKind.Features, clock.GetElapsedTime(started), reused: missing.Length == 0);
    }

    private static string VariantOf(Recipe recipe)
    {
        string excerpt = ExcerptRule.Parse(recipe.Features.Excerpt).ToString().Replace('@', '-');
        return $"{excerpt}.{LengthRule.Parse(recipe.Features.Length)}";
    }

    private static async Task<Extraction?> ExtractAsync(
        AudioLoader loader, AudioFeatureExtractor extractor, Collection collection, Track track, IReadOnlyList<FeatureSchema> schemas,
        ConcurrentBag<TrackFailure> failures, CancellationToken cancellationToken)
    {
        try
        {
            LoadedAudio audio = await loader.LoadAsync(collection.FullPath(track), cancellationToken);
            float[][] vectors = extractor.Extract(audio.Audio, schemas, cancellationToken);
            return new Extraction(new StoredTrack(track.Id, audio.Decoder, audio.SourceDuration.TotalSeconds), vectors);
        }
        catch (AudioDecodeException error)
        {
            failures.Add(new TrackFailure(track.Path, StageKind.Decode, error.Message));
        }
        catch (AudioFeatureException error)
        {
            failures.Add(new TrackFailure(track.Path, StageKind.Features, error.Message));
        }

        return null;
    }

    private static void Append(FeatureStore store, int schema, Extraction[] extractions)
    {
        Extraction[] fresh = [.. extractions.Where(extraction => !store.Contains(extraction.Track.Id))];
        if (fresh.Length > 0) store.Append([.. fresh.Select(extraction => extraction.Track)], Matrix.FromRows([.. fresh.Select(extraction => extraction.Vectors[schema])]));
    }

    /// <summary>Files with the same content as one that failed fail with it.</summary>
    private static TrackFailure[] WithCopies(Collection collection, IEnumerable<TrackFailure> failures)
    {
        ILookup<string, Track> byId = collection.Tracks.ToLookup(track => track.Id, StringComparer.Ordinal);
        Dictionary<string, string> ids = collection.UniqueTracks.ToDictionary(track => track.Path, track => track.Id, StringComparer.Ordinal);
        return [.. failures.SelectMany(failure => byId[ids[failure.Path]].Select(track => failure with { Path = track.Path }))];
    }

    /// <summary>Writes down failures, and what decoding told about the tracks.</summary>
    private void Finish(Collection collection, FeatureStore store, TrackFailure[] failures)
    {
        workspace.SaveFailures([StageKind.Decode, StageKind.Features], failures);
        FailureNotes.Report(observer, StageKind.Features, failures);
        Track[] tracks = [.. collection.Tracks.Select(track => store.Find(track.Id) is { } known
            ? track with { DurationSeconds = known.DurationSeconds, Decoder = known.Decoder }
            : track)];
        workspace.SaveCollection(new Collection(collection.Name, collection.Root, tracks, collection.LabelNames));
    }

    private sealed record Extraction(StoredTrack Track, IReadOnlyList<float[]> Vectors);
}
