using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Significance;

/// <summary>
/// Whether clusters agree with classes beyond chance: the adjusted mutual information against that of classes dealt out at
/// random (scikit-learn: <c>permutation_test_score</c> has the same p). One permutation costs O(n).
/// </summary>
/// <remarks>
/// Tracks of one artist resemble each other and tend to share both cluster and class, so clusters that merely follow artists
/// look significant when single tracks are permuted. With blocks (one per artist) whole artists are permuted: each receives
/// the classes of another, stretched or shortened to its own number of tracks. Where a class is constant within a block, or
/// blocks have one size, this is an exact permutation test; otherwise it keeps the order and the shares of classes in a block.
/// </remarks>
public static class PermutationTest
{
    /// <summary>The adjusted mutual information of clusters and classes, and what chance makes of it.</summary>
    /// <param name="classes">The known label of each observation.</param>
    /// <param name="clusters">The cluster of each observation.</param>
    /// <param name="seed">Permutation b uses stream b of this seed.</param>
    /// <param name="permutationCount">B; 999 resolves p down to 0.001.</param>
    /// <param name="blocks">The block, such as the artist, of each observation; without it every observation is its own.</param>
    /// <param name="cancellationToken">Checked between chunks of permutations.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or are empty.</exception>
    public static NullDistribution AdjustedMutualInformation(
        IReadOnlyList<int> classes, IReadOnlyList<int> clusters, ulong seed, int permutationCount = 999,
        IReadOnlyList<int>? blocks = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(permutationCount);
        ContingencyTable table = ContingencyTable.FromLabels(classes, clusters);
        if (blocks is not null && blocks.Count != classes.Count)
        {
            throw new ArgumentException($"blocks must name the block of each of {classes.Count} observations, got {blocks.Count}", nameof(blocks));
        }

        var classLabels = new LabelEncoding(classes);
        var scorer = new PermutedAgreement(classLabels, new LabelEncoding(clusters));
        var permutation = new BlockPermutation(classLabels.Indices, blocks);
        var rng = new Rng(seed);
        var draws = new double[permutationCount];
        const int PermutationsPerChunk = 16;
        FixedChunks.ForEach(permutationCount, PermutationsPerChunk, (start, end) =>
        {
            var dealt = new int[classes.Count];
            for (int b = start; b < end; b++)
            {
                permutation.Deal(rng.Split((ulong)b), dealt);
                draws[b] = scorer.Score(dealt, permutation.KeepsTotals);
            }
        }, cancellationToken);
        return NullDistribution.Compare(MutualInformation.Adjusted(table), draws);
    }
}
