namespace Sargam.Features.Fingerprints;

/// <summary>A track that is the same recording as an earlier one.</summary>
/// <param name="Id">The track.</param>
/// <param name="DuplicateOf">The representative: the first of its group in the listing, itself a duplicate of nothing.</param>
/// <param name="Match">The evidence; its offset counts from the representative to this track.</param>
public sealed record NearDuplicate(string Id, string DuplicateOf, FingerprintMatch Match);
