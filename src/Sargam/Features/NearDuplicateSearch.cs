using Sargam.Features.Fingerprints;
using Sargam.Features.Schemas;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>Finds tracks that are the same recording as another, in another encoding or with another start.</summary>
internal sealed class NearDuplicateSearch(Workspace workspace, IPipelineObserver observer)
{
    private const int NamedAtMost = 3;

    /// <summary>The representative of every track that is a duplicate, by id.</summary>
    public IReadOnlyDictionary<string, string> Run(Recipe recipe, Collection collection, CancellationToken cancellationToken)
    {
        FeatureTable table = FeatureFiles.Load(workspace, recipe, FeatureSchemas.Fingerprint, collection.DistinctTracks.Select(track => track.Id));
        AudioFingerprint[] fingerprints = [.. Enumerable.Range(0, table.TrackIds.Count).Select(row => FingerprintSchemaExtractor.Read(table.Values.Row(row)))];
        IReadOnlyList<NearDuplicate> found = new NearDuplicateFinder().Find(table.TrackIds, fingerprints, cancellationToken);
        if (found.Count > 0) Tell(recipe, collection, found);
        return found.ToDictionary(duplicate => duplicate.Id, duplicate => duplicate.DuplicateOf, StringComparer.Ordinal);
    }

    private void Tell(Recipe recipe, Collection collection, IReadOnlyList<NearDuplicate> found)
    {
        Dictionary<string, string> paths = collection.DistinctTracks.ToDictionary(track => track.Id, track => track.Path, StringComparer.Ordinal);
        string named = string.Join(", ", found.Take(NamedAtMost).Select(duplicate => $"{paths[duplicate.Id]} = {paths[duplicate.DuplicateOf]}"));
        string rest = found.Count > NamedAtMost ? ", ..." : "";
        string use = recipe.Features.KeepsNearDuplicates ? "kept, as asked" : "each recording is used once; --near-duplicates keep uses all";
        observer.Note(StageKind.Features, $"{Words.Count(found.Count, "track")} of the same recording as another ({named}{rest}): {use}. See duplicate_of in tracks.csv");
    }
}
