using Sargam.Numerics.Parallelism;

namespace Sargam.Features.Fingerprints;

/// <summary>
/// Finds the tracks of a collection that are the same recording as an earlier one: in another encoding, at another loudness,
/// or with another start. Time grows about as the number of tracks; no pair is compared that does not share a word. The same
/// input gives the same result at any thread count. Stateless and thread-safe.
/// </summary>
public sealed class NearDuplicateFinder
{
    /// <summary>The most tracks that can be searched.</summary>
    public const int MaxTrackCount = FingerprintIndex.MaxTrackCount;

    private const int CandidatesPerChunk = 256;

    private readonly NearDuplicateOptions _options;
    private readonly FingerprintMatcher _matcher;

    /// <summary>Creates a finder.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public NearDuplicateFinder(NearDuplicateOptions? options = null)
    {
        _options = options ?? new NearDuplicateOptions();
        _matcher = new FingerprintMatcher(_options);
    }

    /// <summary>
    /// Finds the near-duplicates. A track is linked to the first track of the listing that it was compared with and that is no
    /// duplicate itself, never through a third: two tracks that resemble a third but not each other stay apart.
    /// </summary>
    /// <param name="ids">Tracks in the order of the listing, which decides who represents a group.</param>
    /// <param name="fingerprints">One per id.</param>
    /// <param name="cancellationToken">Checked per track while searching and per chunk of comparisons.</param>
    /// <returns>The duplicates, in the order of the listing; tracks that are not in it represent themselves.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or there are more than <see cref="MaxTrackCount"/>.</exception>
    public IReadOnlyList<NearDuplicate> Find(
        IReadOnlyList<string> ids, IReadOnlyList<AudioFingerprint> fingerprints, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(fingerprints);
        if (ids.Count != fingerprints.Count) throw new ArgumentException($"there must be one fingerprint per id, got {fingerprints.Count} for {ids.Count}", nameof(fingerprints));
        if (ids.Count > MaxTrackCount) throw new ArgumentException($"there must be at most {MaxTrackCount} tracks, got {ids.Count}", nameof(ids));
        Dictionary<int, List<Verified>> matches = Verify(fingerprints, cancellationToken);
        var representative = new Verified?[ids.Count];
        var duplicates = new List<NearDuplicate>();
        for (int track = 0; track < ids.Count; track++)
        {
            if (!matches.TryGetValue(track, out List<Verified>? found)) continue;
            representative[track] = Representative(fingerprints, track, found, representative);
            if (representative[track] is { } link) duplicates.Add(new NearDuplicate(ids[track], ids[link.Earlier], link.Match));
        }

        return duplicates;
    }

    private Dictionary<int, List<Verified>> Verify(IReadOnlyList<AudioFingerprint> fingerprints, CancellationToken cancellationToken)
    {
        List<FingerprintIndex.Candidate> candidates = new FingerprintIndex(fingerprints, _options.MaxTracksPerWord).Candidates(cancellationToken);
        var matches = new FingerprintMatch?[candidates.Count];
        FixedChunks.ForEach(candidates.Count, CandidatesPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                FingerprintIndex.Candidate candidate = candidates[i];
                matches[i] = _matcher.MatchNear(
                    fingerprints[candidate.Earlier], fingerprints[candidate.Later], candidate.Shift - 1, candidate.Shift + 1);
            }
        }, cancellationToken);
        var byTrack = new Dictionary<int, List<Verified>>();
        for (int i = 0; i < matches.Length; i++)
        {
            if (matches[i] is not { } match) continue;
            if (!byTrack.TryGetValue(candidates[i].Later, out List<Verified>? list)) byTrack.Add(candidates[i].Later, list = []);
            Keep(list, new Verified(candidates[i].Earlier, match));
        }

        return byTrack;
    }

    // Candidates come sorted by earlier track: of its alignments, the one with the fewest errors among the most bits stays.
    private void Keep(List<Verified> list, Verified match)
    {
        if (list.Count == 0 || list[^1].Earlier != match.Earlier) list.Add(match);
        else if (Evidence(match) > Evidence(list[^1])) list[^1] = match;
    }

    private double Evidence(Verified verified) => (_options.MaxBitErrorRate - verified.Match.BitErrorRate) * verified.Match.ComparedBits;

    // The first that represents itself; else whoever represents one of those found, if this track resembles it as well.
    private Verified? Representative(IReadOnlyList<AudioFingerprint> fingerprints, int track, List<Verified> found, Verified?[] representative)
    {
        foreach (Verified verified in found)
        {
            if (representative[verified.Earlier] is null) return verified;
        }

        foreach (int earlier in found.Select(verified => representative[verified.Earlier]!.Value.Earlier).Distinct())
        {
            if (_matcher.Match(fingerprints[earlier], fingerprints[track]) is { } match) return new Verified(earlier, match);
        }

        return null;
    }

    private readonly record struct Verified(int Earlier, FingerprintMatch Match);
}
