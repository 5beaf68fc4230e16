using Sargam.Learning;

namespace Sargam.Features.Fingerprints;

/// <summary>
/// When two fingerprints count as one recording. The defaults were measured, see <c>docs/decisions/0009-near-duplicates.md</c>.
/// </summary>
public sealed record NearDuplicateOptions
{
    /// <summary>
    /// Bit-error rate at which any amount of audio is not the same recording: above 0, below 0.5. Default 0.06. Re-encoded
    /// recordings have up to 0.015, different ones seldom less than 0.2.
    /// </summary>
    public double MaxBitErrorRate { get; init; } = 0.06;

    /// <summary>
    /// How much the bits must speak for one recording: <see cref="MaxBitErrorRate"/> * compared bits - errors must reach this.
    /// Positive. The default 12 asks for 200 bits without an error, 400 with 3 %: about a second of varied sound.
    /// </summary>
    public double MinEvidence { get; init; } = 12;

    /// <summary>Overlap as a share of the shorter fingerprint: above 0, at most 1. Default 0.25.</summary>
    public double MinOverlapShare { get; init; } = 0.25;

    /// <summary>
    /// Compared bits as a share of the reliable bits of whichever has more in the overlap: above 0, at most 1. Where one has
    /// sound and the other none, nothing is compared; this counts it against them. Default 0.4.
    /// </summary>
    public double MinComparedShare { get; init; } = 0.4;

    /// <summary>
    /// Tracks that are looked up for words that many tracks share, the first in the listing: from 1 to 256. Bounds the time.
    /// Default 32.
    /// </summary>
    public int MaxTracksPerWord { get; init; } = 32;

    /// <summary>Every problem with these options.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (!(MaxBitErrorRate is > 0 and < 0.5)) errors.Add(new(nameof(MaxBitErrorRate), $"must be above 0 and below 0.5, got {MaxBitErrorRate}"));
        if (!(MinEvidence > 0)) errors.Add(new(nameof(MinEvidence), $"must be positive, got {MinEvidence}"));
        if (!(MinOverlapShare is > 0 and <= 1)) errors.Add(new(nameof(MinOverlapShare), $"must be above 0 and at most 1, got {MinOverlapShare}"));
        if (!(MinComparedShare is > 0 and <= 1)) errors.Add(new(nameof(MinComparedShare), $"must be above 0 and at most 1, got {MinComparedShare}"));
        if (MaxTracksPerWord is < 1 or > 256) errors.Add(new(nameof(MaxTracksPerWord), $"must be from 1 to 256, got {MaxTracksPerWord}"));
        return errors;
    }
}
