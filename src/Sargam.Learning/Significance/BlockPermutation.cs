using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Learning.Significance;

/// <summary>Deals the classes of whole blocks to other blocks, in random order. Safe to use from several threads.</summary>
public sealed class BlockPermutation
{
    private readonly int[] _classes;
    private readonly int[] _members;
    private readonly int[] _starts;

    /// <summary>Notes who belongs together.</summary>
    /// <param name="classes">The class of each observation; any numbers. Not copied: it must not change.</param>
    /// <param name="blocks">The block, such as the artist, of each observation; null where every observation is its own.</param>
    public BlockPermutation(int[] classes, IReadOnlyList<int>? blocks)
    {
        ArgumentNullException.ThrowIfNull(classes);
        _classes = classes;
        LabelEncoding? encoding = blocks is null ? null : new LabelEncoding(blocks);
        _starts = Starts(encoding?.Totals, classes.Length);
        _members = new int[classes.Length];
        var next = (int[])_starts.Clone();
        for (int i = 0; i < _members.Length; i++) _members[next[encoding?.Indices[i] ?? i]++] = i;
        KeepsTotals = encoding is null || encoding.Totals.All(total => total == encoding.Totals[0]);
    }

    /// <summary>Whether every permutation has the class sizes of the original: so when all blocks have one size.</summary>
    public bool KeepsTotals { get; }

    /// <summary>Writes one random dealing, a class per observation.</summary>
    /// <param name="rng">The dice; the caller's thread's own.</param>
    /// <param name="dealt">As many numbers as there are observations.</param>
    public void Deal(Rng rng, Span<int> dealt)
    {
        ArgumentNullException.ThrowIfNull(rng);
        if (dealt.Length != _classes.Length) throw new ArgumentException($"dealt must have {_classes.Length} places, got {dealt.Length}", nameof(dealt));
        int[] source = rng.Permutation(_starts.Length - 1);
        for (int block = 0; block < source.Length; block++)
        {
            (int start, int size) = Range(block);
            (int sourceStart, int sourceSize) = Range(source[block]);
            for (int i = 0; i < size; i++)
            {
                int member = sourceStart + (int)((long)i * sourceSize / size);
                dealt[_members[start + i]] = _classes[_members[member]];
            }
        }
    }

    private (int Start, int Size) Range(int block) => (_starts[block], _starts[block + 1] - _starts[block]);

    private static int[] Starts(int[]? totals, int count)
    {
        var starts = new int[(totals?.Length ?? count) + 1];
        for (int block = 1; block < starts.Length; block++) starts[block] = starts[block - 1] + (totals?[block - 1] ?? 1);
        return starts;
    }
}
