using Sargam.Learning;

namespace Sargam.Features.Fingerprints;

/// <summary>Decides whether two fingerprints are of one recording. Stateless and thread-safe.</summary>
public sealed class FingerprintMatcher
{
    // Nearer than this a fingerprint resembles itself because its words overlap in time.
    private const int MinPeriod = 4;

    // A recording repeats itself when it resembles itself, shifted, at least this much as it resembles the other one.
    private const double RepeatShare = 0.25;

    private readonly NearDuplicateOptions _options;

    /// <summary>Creates a matcher.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message names each.</exception>
    public FingerprintMatcher(NearDuplicateOptions? options = null)
    {
        _options = options ?? new NearDuplicateOptions();
        OptionError.ThrowIfAny(_options.Validate(), nameof(NearDuplicateOptions));
    }

    /// <summary>
    /// Tries every alignment: 0.3 ms for two fingerprints of 30 seconds. <see cref="NearDuplicateFinder"/> tries the promising ones.
    /// </summary>
    /// <returns>The evidence when they are of one recording; null when they are not, or there is too little to tell.</returns>
    public FingerprintMatch? Match(AudioFingerprint first, AudioFingerprint second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return MatchNear(first, second, -first.WordCount, second.WordCount);
    }

    /// <summary>Tries the alignments from one shift to another.</summary>
    internal FingerprintMatch? MatchNear(AudioFingerprint first, AudioFingerprint second, int minShift, int maxShift)
    {
        var best = default(Alignment);
        for (int shift = minShift; shift <= maxShift; shift++)
        {
            Alignment alignment = Alignment.Of(first, second, shift);
            if (IsLongEnough(alignment, first, second) && alignment.Evidence(_options) > best.Evidence(_options)) best = alignment;
        }

        return IsConvincing(best) && IsVaried(best, first) ? Describe(best, first, second) : null;
    }

    private bool IsLongEnough(in Alignment alignment, AudioFingerprint first, AudioFingerprint second) =>
        alignment.Words >= _options.MinOverlapShare * Math.Min(first.WordCount, second.WordCount);

    private bool IsConvincing(in Alignment alignment) =>
        alignment.Evidence(_options) >= _options.MinEvidence && alignment.Bits >= _options.MinComparedShare * alignment.StrongBits;

    // A loop that repeats exactly says no more than one turn of it: a siren or a metronome is no evidence, however long.
    private bool IsVaried(in Alignment alignment, AudioFingerprint first)
    {
        int start = Math.Max(0, -alignment.Shift);
        int end = start + alignment.Words;
        for (int period = MinPeriod; period <= alignment.Words / 2; period++)
        {
            if (alignment.Evidence(_options) * period >= _options.MinEvidence * alignment.Words) return true;
            Alignment turn = Alignment.Near(first, first, period, start, end - period);
            if (turn.Evidence(_options) >= RepeatShare * alignment.Evidence(_options)) return false;
        }

        return true;
    }

    private static FingerprintMatch Describe(in Alignment alignment, AudioFingerprint first, AudioFingerprint second) => new(
        (double)alignment.Errors / alignment.Bits,
        alignment.Bits,
        alignment.Words / AudioFingerprint.WordsPerSecond,
        alignment.Shift / AudioFingerprint.WordsPerSecond + second.StartSeconds - first.StartSeconds);
}
