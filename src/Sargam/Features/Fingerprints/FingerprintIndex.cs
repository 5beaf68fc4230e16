using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Numerics.Parallelism;

namespace Sargam.Features.Fingerprints;

/// <summary>
/// Finds pairs of tracks, and how to align them, that share a word: 24 of its 32 signs, in four choices of the 24, so that an
/// error or several in one byte of the word do no harm. Instead of one large index there are many small passes, each over the
/// words whose key falls into its share: sorted, equal keys lie together. Memory stays at a few tens of megabytes.
/// </summary>
internal sealed class FingerprintIndex(IReadOnlyList<AudioFingerprint> fingerprints, int maxTracksPerWord)
{
    /// <summary>What fits into a candidate and an entry.</summary>
    public const int MaxTrackCount = 1 << TrackBits;

    private const int TrackBits = 20;
    private const int ShiftBits = 12;
    private const int PositionBits = 10;
    private const int KeyBits = 24;
    private const int TableCount = 4;
    private const int EntriesPerPass = 2_000_000;

    // Words with few reliable signs are noise that finds nothing, and there are many of them. Short or sustained music has
    // few others, so that its best ones are taken.
    private const int EnoughStrongBits = 10;
    private const int MinStrongBits = 4;
    private const int MinWordCount = 64;

    // Of one track only so many places with the same word: a loop has hundreds.
    private const int MaxPlacesPerWord = 4;

    // The neighbourhood of a shared word that must agree too, and how well.
    private const int Neighbours = 8;
    private const int MinNeighbourBits = 24;
    private const double MaxNeighbourErrorRate = 0.15;

    /// <summary>Candidates in ascending order: by later track, then by earlier track, then by shift.</summary>
    public List<Candidate> Candidates(CancellationToken cancellationToken)
    {
        long words = 0;
        foreach (AudioFingerprint fingerprint in fingerprints) words += fingerprint.WordCount;
        int passesPerTable = (int)(words / EntriesPerPass) + 1;
        ulong[][] parts = FixedChunks.Map(
            TableCount * passesPerTable, 1, (pass, _) => Pass(pass / passesPerTable, pass % passesPerTable, passesPerTable, cancellationToken), cancellationToken);
        ulong[] all = [.. parts.SelectMany(part => part)];
        all.AsSpan().Sort();
        var candidates = new List<Candidate>();
        for (int i = 0; i < all.Length; i++)
        {
            if (i == 0 || all[i] != all[i - 1]) candidates.Add(Unpack(all[i]));
        }

        return candidates;
    }

    private ulong[] Pass(int table, int share, int shareCount, CancellationToken cancellationToken)
    {
        List<ulong> entries = Entries(table, share, shareCount, cancellationToken);
        Span<ulong> sorted = CollectionsMarshal.AsSpan(entries);
        sorted.Sort();
        var found = new HashSet<ulong>();
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && Key(sorted[end]) == Key(sorted[start])) end++;
            if (end - start > 1) Pair(sorted[start..end], found);
            start = end;
        }

        return [.. found];
    }

    private List<ulong> Entries(int table, int share, int shareCount, CancellationToken cancellationToken)
    {
        uint kept = ~(0xFFu << (8 * table));
        var entries = new List<ulong>();
        for (int track = 0; track < fingerprints.Count; track++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<uint> signs = fingerprints[track].Signs;
            ReadOnlySpan<uint> strong = fingerprints[track].Strong;
            int least = LeastStrongBits(strong);
            for (int i = 0; i < signs.Length; i++)
            {
                if (BitOperations.PopCount(strong[i]) < least) continue;
                uint mixed = (signs[i] & kept) * 0x9E3779B1u;
                if ((int)((ulong)mixed * (uint)shareCount >> 32) == share) entries.Add(Entry(Compact(signs[i], table), track, i));
            }
        }

        return entries;
    }

    private static int LeastStrongBits(ReadOnlySpan<uint> strong)
    {
        Span<int> wordsOf = stackalloc int[EnoughStrongBits + 1];
        wordsOf.Clear();
        foreach (uint word in strong) wordsOf[Math.Min(BitOperations.PopCount(word), EnoughStrongBits)]++;
        int least = EnoughStrongBits;
        for (int count = wordsOf[least]; count < MinWordCount && least > MinStrongBits;) count += wordsOf[--least];
        return least;
    }

    // The entries of one key: each with the first tracks of the listing that have it too.
    private void Pair(ReadOnlySpan<ulong> entries, HashSet<ulong> found)
    {
        Span<int> firsts = stackalloc int[maxTracksPerWord];
        int firstCount = 0;
        int places = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            bool isNew = i == 0 || Track(entries[i]) != Track(entries[i - 1]);
            places = isNew ? 1 : places + 1;
            if (places > MaxPlacesPerWord) continue;
            for (int f = 0; f < firstCount; f++)
            {
                ulong earlier = entries[firsts[f]];
                if (Track(earlier) != Track(entries[i])) Check(earlier, entries[i], found);
            }

            if (isNew && firstCount < firsts.Length) firsts[firstCount++] = i;
        }
    }

    private void Check(ulong earlier, ulong later, HashSet<ulong> found)
    {
        int position = Position(earlier);
        int shift = Position(later) - position;
        ulong packed = ((ulong)Track(later) << (TrackBits + ShiftBits)) | ((ulong)Track(earlier) << ShiftBits) | (uint)(shift + AudioFingerprint.MaxWordCount);
        Alignment near = Alignment.Near(
            fingerprints[Track(earlier)], fingerprints[Track(later)], shift, position - Neighbours, position + Neighbours + 1);
        if (near.Bits >= MinNeighbourBits && near.Errors <= MaxNeighbourErrorRate * near.Bits) found.Add(packed);
    }

    // The sign word without one byte.
    private static uint Compact(uint word, int table) => table switch
    {
        0 => word >> 8,
        1 => (word >> 16 << 8) | (word & 0xFF),
        2 => (word >> 24 << 16) | (word & 0xFFFF),
        _ => word & 0xFF_FFFF,
    };

    private static ulong Entry(uint key, int track, int position) =>
        ((ulong)key << (TrackBits + PositionBits)) | ((ulong)track << PositionBits) | (uint)position;

    private static uint Key(ulong entry) => (uint)(entry >> (TrackBits + PositionBits)) & ((1u << KeyBits) - 1);

    private static int Track(ulong entry) => (int)(entry >> PositionBits) & (MaxTrackCount - 1);

    private static int Position(ulong entry) => (int)entry & ((1 << PositionBits) - 1);

    private static Candidate Unpack(ulong packed) => new(
        (int)(packed >> (TrackBits + ShiftBits)),
        (int)(packed >> ShiftBits) & (MaxTrackCount - 1),
        ((int)packed & ((1 << ShiftBits) - 1)) - AudioFingerprint.MaxWordCount);

    /// <summary>Two tracks that may be one recording, and by how many words the later one in the listing is shifted.</summary>
    internal readonly record struct Candidate(int Later, int Earlier, int Shift);
}
