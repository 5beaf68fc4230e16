using System.Text.Json;
using Sargam.Features.Fingerprints;
using Sargam.Features.Schemas;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>Finds tracks that are the same recording as another, in another encoding or with another start.</summary>
internal sealed class NearDuplicateSearch(Workspace workspace, IPipelineObserver observer)
{
    private const int NamedAtMost = 3;

    // Rows are unpacked to many times their size on the way.
    private const int TracksPerRead = 1024;

    // Encoders and rips differ by a second or two; a clip of a few seconds shall not stand for the whole recording.
    private const double SecondsThatCount = 5;

    /// <summary>The representative of every track that is a duplicate, by id.</summary>
    /// <param name="recipe">Says what is done with them.</param>
    /// <param name="collection">All tracks.</param>
    /// <param name="store">Fingerprints.</param>
    /// <param name="cancellationToken">Checked per track.</param>
    public IReadOnlyDictionary<string, string> Run(Recipe recipe, Collection collection, FeatureStore store, CancellationToken cancellationToken)
    {
        string[] ids = [.. LongestFirst(collection, store).Select(track => track.Id)];
        string key = ArtifactKey.Of([store.Schema.ToString(), JsonSerializer.Serialize(new NearDuplicateOptions()), .. ids]);
        if (DuplicatesFile.Read(workspace, key) is not { } found)
        {
            found = new NearDuplicateFinder().Find(ids, Load(store, ids), cancellationToken);
            DuplicatesFile.Write(workspace, key, found);
        }

        if (found.Count > 0) Tell(recipe, collection, found);
        return found.ToDictionary(duplicate => duplicate.Id, duplicate => duplicate.DuplicateOf, StringComparer.Ordinal);
    }

    private static List<AudioFingerprint> Load(FeatureStore store, string[] ids)
    {
        var fingerprints = new List<AudioFingerprint>(ids.Length);
        foreach (string[] chunk in ids.Chunk(TracksPerRead))
        {
            Matrix rows = store.Table(chunk).Values;
            for (int row = 0; row < rows.RowCount; row++) fingerprints.Add(FingerprintSchemaExtractor.Read(rows.Row(row)));
        }

        return fingerprints;
    }

    // The first of a group represents it: the longest, and of equally long ones the first in the listing.
    private static IEnumerable<Track> LongestFirst(Collection collection, FeatureStore store) => collection.DistinctTracks
        .Where(track => store.Contains(track.Id))
        .OrderByDescending(track => Math.Round(store.Find(track.Id)!.DurationSeconds / SecondsThatCount));

    private void Tell(Recipe recipe, Collection collection, IReadOnlyList<NearDuplicate> found)
    {
        Dictionary<string, string> paths = collection.DistinctTracks.ToDictionary(track => track.Id, track => track.Path, StringComparer.Ordinal);
        string named = string.Join(", ", found.Take(NamedAtMost).Select(duplicate => $"{paths[duplicate.Id]} = {paths[duplicate.DuplicateOf]}"));
        string rest = found.Count > NamedAtMost ? ", ..." : "";
        string use = recipe.Features.KeepsNearDuplicates ? "kept, as asked" : "each recording is used once; --near-duplicates keep uses all";
        observer.Note(StageKind.Features, $"{Words.Count(found.Count, "track")} of the same recording as another ({named}{rest}): {use}. See duplicate_of in tracks.csv");
    }
}
