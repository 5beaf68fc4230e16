using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Significance;

public sealed class ClusterCountSelectionTests
{
    [Fact]
    public void Three_groups_are_found_to_be_three()
    {
        var data = new Matrix(60, 1);
        for (int i = 0; i < 60; i++) data[i, 0] = i / 20 * 100 + i % 20;

        // Cuts the sorted line into k equal parts.
        var selection = ClusterCountSelection.BySilhouette(data, 2, 8, k => [.. Enumerable.Range(0, 60).Select(i => i * k / 60)]);

        Assert.Equal(3, selection.ClusterCount);
        Assert.Equal(Enumerable.Range(2, 7), selection.Curve.Select(point => point.ClusterCount));
        Assert.Equal(selection.Curve.Max(point => point.Silhouette), Silhouette.Mean(data, selection.Labels!));
    }

    [Fact]
    public void Of_equal_scores_the_smaller_number_wins()
    {
        var data = new Matrix(10, 1);
        for (int i = 0; i < 10; i++) data[i, 0] = i;
        var selection = ClusterCountSelection.BySilhouette(data, 3, 5, _ => [.. Enumerable.Range(0, 10).Select(i => i / 5)]);

        Assert.Equal(3, selection.ClusterCount);
    }

    [Fact]
    public void Numbers_that_cannot_be_are_left_out_and_no_score_is_no_choice()
    {
        var data = new Matrix(4, 1);
        for (int i = 0; i < 4; i++) data[i, 0] = i;
        var asked = new List<int>();
        var selection = ClusterCountSelection.BySilhouette(data, 2, 10, k =>
        {
            asked.Add(k);
            return new int[4];
        });

        Assert.Equal([2, 3], asked);
        Assert.Null(selection.ClusterCount);
        Assert.Null(selection.Labels);
        Assert.All(selection.Curve, point => Assert.Null(point.Silhouette));
        Assert.Empty(ClusterCountSelection.BySilhouette(new Matrix(2, 1), 2, 10, _ => new int[2]).Curve);
    }

    [Fact]
    public void Bad_ranges_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterCountSelection.BySilhouette(new Matrix(9, 1), 1, 3, _ => new int[9]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterCountSelection.BySilhouette(new Matrix(9, 1), 4, 3, _ => new int[9]));
        Assert.Throws<ArgumentException>(() => ClusterCountSelection.BySilhouette(new Matrix(9, 1), 2, 3, _ => new int[5]));
    }
}
