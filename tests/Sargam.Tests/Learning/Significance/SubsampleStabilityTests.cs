using Sargam.Learning.Significance;
using Sargam.Numerics;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Significance;

public sealed class SubsampleStabilityTests
{
    [Fact]
    public void A_clusterer_that_looks_at_the_data_is_stable_and_one_that_throws_dice_is_not()
    {
        Matrix data = Numbers(100);
        static int[] BySign(MatrixView rows, ulong seed) => [.. Enumerable.Range(0, rows.RowCount).Select(i => rows[i, 0] < 50 ? 1 : 0)];
        static int[] ByDice(MatrixView rows, ulong seed)
        {
            var rng = new Rng(seed);
            return [.. Enumerable.Range(0, rows.RowCount).Select(_ => rng.NextInt(2))];
        }

        Assert.Equal(1, SubsampleStability.Score(data, BySign, 1));
        Assert.InRange(SubsampleStability.Score(data, ByDice, 1)!.Value, -0.05, 0.05);
    }

    [Fact]
    public void Each_subsample_is_a_different_part_of_the_data_with_its_own_seed()
    {
        Matrix data = Numbers(50);
        var parts = new List<float[]>();
        var seeds = new List<ulong>();
        SubsampleStability.Score(data, (rows, seed) =>
        {
            parts.Add(rows.Values.ToArray());
            seeds.Add(seed);
            return new int[rows.RowCount];
        }, seed: 3, subsampleCount: 6, fraction: 0.5);

        Assert.Equal(6, parts.Count);
        Assert.Equal(6, seeds.Distinct().Count());
        Assert.Equal(6, parts.Select(part => string.Join(',', part)).Distinct().Count());
        Assert.All(parts, part => Assert.Equal(25, part.Distinct().Count()));
    }

    [Fact]
    public void Clusters_are_compared_on_shared_rows_by_identity()
    {
        // The label is the row's own number, so any mistake in matching rows shows.
        static int[] ByTens(MatrixView rows, ulong seed) => [.. Enumerable.Range(0, rows.RowCount).Select(i => (int)rows[i, 0] / 10 + (int)(seed % 7))];
        Assert.Equal(1, SubsampleStability.Score(Numbers(100), ByTens, 8, 5, 0.6));
    }

    [Fact]
    public void The_score_follows_from_the_seed_alone()
    {
        static int[] Cluster(MatrixView rows, ulong seed) => new Rng(seed).Permutation(rows.RowCount).Select(i => i % 3).ToArray();
        Matrix data = Numbers(40);
        Assert.Equal(SubsampleStability.Score(data, Cluster, 1), SubsampleStability.Score(data, Cluster, 1));
        Assert.NotEqual(SubsampleStability.Score(data, Cluster, 1), SubsampleStability.Score(data, Cluster, 2));
    }

    [Fact]
    public void Too_little_data_is_undefined_and_bad_arguments_are_refused()
    {
        static int[] Cluster(MatrixView rows, ulong seed) => new int[rows.RowCount];
        Assert.Null(SubsampleStability.Score(Numbers(1), Cluster, 1));
        Assert.Null(SubsampleStability.Score(Numbers(0), Cluster, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SubsampleStability.Score(Numbers(9), Cluster, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SubsampleStability.Score(Numbers(9), Cluster, 1, 5, 1.0));
        Assert.Throws<ArgumentException>(() => SubsampleStability.Score(Numbers(9), (_, _) => new int[2], 1));
    }

    private static Matrix Numbers(int count)
    {
        var matrix = new Matrix(count, 1);
        for (int i = 0; i < count; i++) matrix[i, 0] = i;
        return matrix;
    }
}
