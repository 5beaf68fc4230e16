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

    // Headers and padding of equal encodings differ a little.
    private const double BitsPerSecondThatCount = 16_000;

    private static readonly string[] LosslessCodecs = ["flac", "alac", "wavpack", "ape", "tta", "mp4als", "wmalossless"];

    /// <summary>The representative of every track that is a duplicate, by id.</summary>
    /// <param name="recipe">Says what is done with them.</param>
    /// <param name="tracks">Those that can be fitted, in listing order: one that cannot must not stand for another.</param>
    /// <param name="store">Fingerprints of all of them.</param>
    /// <param name="cancellationToken">Checked per track.</param>
    public IReadOnlyDictionary<string, string> Run(Recipe recipe, IReadOnlyList<Track> tracks, FeatureStore store, CancellationToken cancellationToken)
    {
        string[] ids = [.. BestFirst(tracks.Select(track => store.Find(track.Id)!)).Select(track => track.Id)];
        string key = ArtifactKey.Of([store.Schema.ToString(), store.Digest(), JsonSerializer.Serialize(new NearDuplicateOptions()), .. ids]);
        if (DuplicatesFile.Read(workspace, key) is not { } found)
        {
            found = new NearDuplicateFinder().Find(ids, Load(store, ids), cancellationToken);
            DuplicatesFile.Write(workspace, key, found);
        }

        if (found.Count > 0) Tell(recipe, tracks, found);
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

    /// <summary>
    /// The first of a group represents it: the longest in steps of five seconds, of those what nothing was lost of, then the
    /// highest bit rate, then the very longest, then the first in the listing.
    /// </summary>
    internal static IEnumerable<StoredTrack> BestFirst(IEnumerable<StoredTrack> tracks) => tracks
        .OrderByDescending(track => Math.Round(track.DurationSeconds / SecondsThatCount))
        .ThenByDescending(track => IsLossless(track.Codec))
        .ThenByDescending(track => Math.Round((track.BitRate ?? 0) / BitsPerSecondThatCount))
        .ThenByDescending(track => track.DurationSeconds);

    private static bool IsLossless(string? codec) => codec is not null
        && (LosslessCodecs.Contains(codec) || (codec.StartsWith("pcm_", StringComparison.Ordinal) && codec is not ("pcm_mulaw" or "pcm_alaw")));

    private void Tell(Recipe recipe, IReadOnlyList<Track> tracks, IReadOnlyList<NearDuplicate> found)
    {
        Dictionary<string, string> paths = tracks.ToDictionary(track => track.Id, track => track.Path, StringComparer.Ordinal);
        string named = string.Join(", ", found.Take(NamedAtMost).Select(duplicate => $"{paths[duplicate.Id]} = {paths[duplicate.DuplicateOf]}"));
        string rest = found.Count > NamedAtMost ? ", ..." : "";
        string use = recipe.Features.KeepsNearDuplicates ? "kept, as asked" : "each recording is used once; --near-duplicates keep uses all";
        observer.Note(StageKind.Features, $"{Words.Count(found.Count, "track")} of the same recording as another ({named}{rest}): {use}. See duplicate_of in tracks.csv");
    }
}
