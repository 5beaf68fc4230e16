using Sargam.Numerics;

namespace Sargam.Learning.Consensus;

/// <summary>
/// The different combinations of labels that observations have in several clusterings: far fewer than observations where the
/// clusterings agree. Observations that most clusterings call noise are in none.
/// </summary>
internal sealed class LabelCombinations
{
    private LabelCombinations(int[] labels, int[] weights, int[] combinationOfRow, int runCount)
    {
        Labels = labels;
        Weights = weights;
        CombinationOfRow = combinationOfRow;
        RunCount = runCount;
    }

    /// <summary>The labels of each combination, one clustering after another; -1 is noise.</summary>
    public int[] Labels { get; }

    /// <summary>Observations with each combination, never falling from the first on but for ties.</summary>
    public int[] Weights { get; }

    /// <summary>The combination of each row; -1 for noise.</summary>
    public int[] CombinationOfRow { get; }

    public int RunCount { get; }

    public int Count => Weights.Length;

    /// <summary>Finds the combinations, the most frequent first, equally frequent ones in random order.</summary>
    public static LabelCombinations Of(int[][] runs, Rng rng, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int[], int>(new SameLabels());
        var counts = new List<int>();
        var labels = new List<int[]>();
        var combinationOfRow = new int[runs[0].Length];
        var key = new int[runs.Length];
        for (int i = 0; i < combinationOfRow.Length; i++)
        {
            if (i % 4096 == 0) cancellationToken.ThrowIfCancellationRequested();
            for (int r = 0; r < runs.Length; r++) key[r] = runs[r][i];
            combinationOfRow[i] = -1;
            if (2 * key.Count(label => label < 0) > runs.Length) continue;
            if (!found.TryGetValue(key, out int number))
            {
                int[] own = [.. key];
                number = labels.Count;
                found.Add(own, number);
                labels.Add(own);
                counts.Add(0);
            }

            combinationOfRow[i] = number;
            counts[number]++;
        }

        return Ordered(labels, counts, combinationOfRow, runs.Length, rng);
    }

    /// <summary>The labels of one combination.</summary>
    public ReadOnlySpan<int> Of(int combination) => Labels.AsSpan(combination * RunCount, RunCount);

    /// <summary>Share of the clusterings in which observations with two combinations are not together; noise is with nothing.</summary>
    public double Distance(int first, int second)
    {
        ReadOnlySpan<int> a = Of(first);
        ReadOnlySpan<int> b = Of(second);
        int apart = 0;
        for (int r = 0; r < a.Length; r++) apart += a[r] != b[r] || a[r] < 0 ? 1 : 0;
        return apart / (double)RunCount;
    }

    private static LabelCombinations Ordered(List<int[]> labels, List<int> counts, int[] combinationOfRow, int runCount, Rng rng)
    {
        int[] order = rng.Permutation(labels.Count);
        order = [.. order.OrderByDescending(number => counts[number])];
        var place = new int[order.Length];
        for (int at = 0; at < order.Length; at++) place[order[at]] = at;
        for (int i = 0; i < combinationOfRow.Length; i++)
        {
            if (combinationOfRow[i] >= 0) combinationOfRow[i] = place[combinationOfRow[i]];
        }

        int[] flat = [.. order.SelectMany(number => labels[number])];
        return new LabelCombinations(flat, [.. order.Select(number => counts[number])], combinationOfRow, runCount);
    }

    private sealed class SameLabels : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            // Not the platform's hash, which differs from run to run.
            uint hash = 2166136261;
            foreach (int label in obj) hash = (hash ^ (uint)label) * 16777619;
            return (int)hash;
        }
    }
}
