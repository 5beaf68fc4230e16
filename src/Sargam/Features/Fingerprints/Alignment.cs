using System.Numerics;

namespace Sargam.Features.Fingerprints;

/// <summary>Two fingerprints laid over each other: counts over the words that both have.</summary>
/// <param name="Shift">Word i of the first lies on word i + shift of the second.</param>
/// <param name="Words">Words in the overlap.</param>
/// <param name="Bits">Bits that are strong in both.</param>
/// <param name="Errors">Those of them that differ.</param>
/// <param name="StrongBits">Strong bits of whichever has more of them in the overlap.</param>
internal readonly record struct Alignment(int Shift, int Words, int Bits, int Errors, int StrongBits)
{
    public static Alignment Of(AudioFingerprint first, AudioFingerprint second, int shift)
    {
        int start = Math.Max(0, -shift);
        int words = Math.Min(first.WordCount, second.WordCount - shift) - start;
        return words <= 0 ? new Alignment(shift, 0, 0, 0, 0) : Over(first, second, shift, start, words);
    }

    /// <summary>The same over a stretch of words; those that one of the two does not have are left out.</summary>
    public static Alignment Near(AudioFingerprint first, AudioFingerprint second, int shift, int start, int end)
    {
        start = Math.Max(start, Math.Max(0, -shift));
        end = Math.Min(end, Math.Min(first.WordCount, second.WordCount - shift));
        return end <= start ? new Alignment(shift, 0, 0, 0, 0) : Over(first, second, shift, start, end - start);
    }

    /// <summary>What speaks for one recording: see <see cref="NearDuplicateOptions.MinEvidence"/>.</summary>
    public double Evidence(NearDuplicateOptions options) => options.MaxBitErrorRate * Bits - Errors;

    private static Alignment Over(AudioFingerprint first, AudioFingerprint second, int shift, int start, int words)
    {
        ReadOnlySpan<uint> signs1 = first.Signs.Slice(start, words), strong1 = first.Strong.Slice(start, words);
        ReadOnlySpan<uint> signs2 = second.Signs.Slice(start + shift, words), strong2 = second.Strong.Slice(start + shift, words);
        int bits = 0, errors = 0, all1 = 0, all2 = 0;
        for (int i = 0; i < signs1.Length; i++)
        {
            uint both = strong1[i] & strong2[i];
            bits += BitOperations.PopCount(both);
            errors += BitOperations.PopCount((signs1[i] ^ signs2[i]) & both);
            all1 += BitOperations.PopCount(strong1[i]);
            all2 += BitOperations.PopCount(strong2[i]);
        }

        return new Alignment(shift, words, bits, errors, Math.Max(all1, all2));
    }
}
