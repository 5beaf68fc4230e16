using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them is in the contract suite

namespace Sargam.Tests.Learning;

public sealed class GroupCentringTests
{
    [Fact]
    public void Without_shrinkage_every_group_ends_at_the_origin()
    {
        Matrix rows = Matrix.FromRows([[1, 10], [3, 10], [10, 40], [20, 20], [30, 0]]);
        GroupCentringModel model = new GroupCentring(new GroupCentringOptions { Shrinkage = 0 }).Fit(rows, [7, 7, -1, -1, -1]);

        Assert.Equal([-1, 7], model.Groups);
        Assert.Equal([20, 20, 2, 10], model.Offsets);
        Assert.Equal([12.8, 16], [.. model.Mean.Select(value => Math.Round(value, 12))]);
        Assert.Equal([-1, 0, 1, 0, -10, 20, 0, 0, 10, -20], model.Transform(rows, [7, 7, -1, -1, -1]).Values.ToArray());
    }

    [Fact]
    public void Small_groups_are_drawn_towards_the_mean_of_all_as_worked_out_on_paper()
    {
        // Mean 3; groups of 1 and 3 rows with means 9 and 1. Shrinkage 1: weights 1/2 and 3/4.
        Matrix rows = Matrix.FromRows([[9], [0], [1], [2]]);
        GroupCentringModel given = new GroupCentring(new GroupCentringOptions { Shrinkage = 1 }).Fit(rows, [0, 1, 1, 1]);

        // Within: 2 / 2 = 1. Between: (36 + 3 * 4) / 1 = 48; typical size 4 - 10/4 = 1.5; group variance 47 / 1.5. Shrinkage 1.5 / 47.
        GroupCentringModel estimated = new GroupCentring(new GroupCentringOptions()).Fit(rows, [0, 1, 1, 1]);

        Assert.Equal([6, 1.5], given.Offsets);
        Assert.Equal(3 + 6 / (1 + 1.5 / 47), estimated.Offsets[0], 1e-12);
        Assert.Equal(3 - 2 * 3 / (3 + 1.5 / 47), estimated.Offsets[1], 1e-12);
    }

    [Fact]
    public void Groups_that_differ_by_chance_or_hold_a_row_each_lose_only_the_mean_of_all()
    {
        Matrix alike = Matrix.FromRows([[0], [2], [0], [2]]);
        GroupCentringModel chance = new GroupCentring(new GroupCentringOptions()).Fit(alike, [0, 0, 1, 1]);
        GroupCentringModel single = new GroupCentring(new GroupCentringOptions()).Fit(alike, [0, 1, 2, 3]);
        GroupCentringModel one = new GroupCentring(new GroupCentringOptions()).Fit(alike, [5, 5, 5, 5]);

        Assert.All(chance.Offsets.Concat(single.Offsets).Concat(one.Offsets), offset => Assert.Equal(1, offset));
    }

    [Fact]
    public void The_estimated_shrinkage_finds_the_group_effects_best()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            // 200 groups of 1 to 4 rows: effects of variance 1 under noise of variance 4, so the best shrinkage is 4.
            var rng = new Rng(seed);
            double[] effects = [.. Enumerable.Range(0, 200).Select(_ => rng.Normal())];
            int[] groups = [.. Enumerable.Range(0, 200).SelectMany(g => Enumerable.Repeat(g, 1 + g % 4))];
            Matrix rows = Matrix.FromRows([.. groups.Select(g => (float[])[(float)(effects[g] + 2 * rng.Normal())])]);
            double Error(double? shrinkage)
            {
                GroupCentringModel model = new GroupCentring(new GroupCentringOptions { Shrinkage = shrinkage }).Fit(rows, groups);
                return effects.Select((effect, g) => Math.Pow(effect - model.Offsets[g], 2)).Average();
            }

            double estimated = Error(null);
            Assert.True(estimated < 0.7 * Error(0) && estimated < 1.15 * Error(4), $"seed {seed}: {estimated}, {Error(0)}, {Error(4)}");
        }
    }

    [Fact]
    public void Unknown_groups_lose_the_mean_of_all()
    {
        Matrix rows = Matrix.FromRows([[1], [3], [10], [30]]);
        GroupCentringModel model = new GroupCentring(new GroupCentringOptions { Shrinkage = 0 }).Fit(rows, [0, 0, 1, 1]);
        var rebuilt = new GroupCentringModel(model.Mean, model.Groups, model.Offsets);

        Assert.Equal([-10, -1], model.Transform(Matrix.FromRows([[1], [1]]), [99, 0]).Values.ToArray());
        Assert.Equal([-10f], rebuilt.Transform(Matrix.FromRows([[1]])).Values.ToArray());
        Assert.Contains("each of 4 rows, got 3", Assert.Throws<ArgumentException>(() => model.Transform(rows, [0, 0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GroupCentring(new GroupCentringOptions()).Fit(rows, [0]));
    }
}
