using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Playlists;

namespace Sargam.Tests.Playlists;

public sealed class PathFinderTests
{
    [Fact]
    public void Along_a_line_of_tracks_the_path_takes_even_steps()
    {
        var rows = new Matrix(101, 2);
        for (int i = 0; i < 101; i++) rows[i, 0] = i;

        int[] path = PathFinder.Find(rows, 0, 100, 11, _ => "", 0);

        Assert.Equal((0, 100, 11), (path[0], path[^1], path.Length));
        Assert.All(path.Zip(path.Skip(1)), step => Assert.InRange(step.Second - step.First, 6, 14));
    }

    [Fact]
    public void A_path_never_repeats_a_track_nor_turns_back_and_its_steps_are_shorter_than_those_of_a_random_order()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            Matrix rows = Cloud(seed, 1000, 20);
            int[] path = PathFinder.Find(rows, 1, 2, 20, _ => "", 0);

            Assert.True(path.Length == 20 && path.Distinct().Count() == 20, $"seed {seed}");
            Assert.Equal((1, 2), (path[0], path[^1]));
            double steps = path.Zip(path.Skip(1)).Average(step => Math.Sqrt(Distances.SquaredEuclidean(rows.Row(step.First), rows.Row(step.Second))));
            double random = Enumerable.Range(3, 500).Average(row => Math.Sqrt(Distances.SquaredEuclidean(rows.Row(row), rows.Row(row + 1))));
            Assert.True(steps < 0.75 * random, $"seed {seed}: {steps:0.00} against {random:0.00}");
            double[] progress = [.. path[1..^1].Select(row => Distances.SquaredEuclidean(rows.Row(row), rows.Row(1)) - Distances.SquaredEuclidean(rows.Row(row), rows.Row(2)))];
            Assert.Equal(progress.Order(), progress);
        }
    }

    [Fact]
    public void No_artist_comes_too_often_and_the_ends_count()
    {
        Matrix rows = Cloud(3, 300, 4);
        string Artist(int row) => row < 100 ? "A" : $"artist {row % 40}";

        int[] path = PathFinder.Find(rows, 0, 1, 15, Artist, 2);

        Assert.Equal((0, 1), (path[0], path[^1]));
        Assert.All(path.GroupBy(Artist), group => Assert.InRange(group.Count(), 1, 2));
        Assert.Equal(15, path.Length);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(50, 5)]
    public void In_a_small_collection_the_path_is_as_long_as_it_can_be(int count, int expected)
    {
        int[] path = PathFinder.Find(Cloud(9, 5, 3), 4, 2, count, _ => "", 1);

        Assert.Equal((4, 2, expected), (path[0], path[^1], path.Length));
        Assert.Equal(expected, path.Distinct().Count());
    }

    [Fact]
    public void Tracks_in_one_place_make_a_path_too()
    {
        int[] path = PathFinder.Find(new Matrix(6, 2), 0, 5, 4, _ => "", 0);
        Assert.Equal((0, 5, 4), (path[0], path[^1], path.Distinct().Count()));
    }

    private static Matrix Cloud(ulong seed, int rows, int columns)
    {
        var values = new float[rows * columns];
        new Rng(seed).Normal(values);
        return Matrix.Wrap(values, rows, columns);
    }
}
