using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Learning.Significance;

/// <summary>Deals the classes of whole blocks to other blocks, in random order. Safe to use from several threads.</summary>
internal sealed class BlockPermutation
{
    private readonly int[] _classes;
    private readonly int[] _members;
    private readonly int[] _starts;

    public BlockPermutation(int[] classes, IReadOnlyList<int>? blocks)
    {
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
    public void Deal(Rng rng, Span<int> dealt)
    {
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
