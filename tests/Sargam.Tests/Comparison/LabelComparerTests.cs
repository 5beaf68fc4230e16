using Sargam.Clustering;
using Sargam.Comparison;
using Sargam.Evaluation;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Comparison;

public sealed class LabelComparerTests : IDisposable
{
    private const int TrackCount = 60;
    private static readonly Recipe Quick = new() { Evaluate = new EvaluateRecipe { Resamples = 200, Permutations = 199 } };
    private static readonly Track[] Tracks = [.. Enumerable.Range(0, TrackCount).Select(i => new Track
    {
        Id = $"{i:x32}",
        Path = $"{i}.wav",
        Size = 1,
        Modified = DateTime.UnixEpoch,
        Title = "",
        Labels = new Dictionary<string, string> { ["genre"] = $"{i % 3}", ["artist"] = $"{i / 2}" },
    })];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_method_that_follows_the_label_is_above_one_that_does_not_and_never_the_other_way_round()
    {
        IReadOnlyList<MethodComparison> compared = Compare(Method("good", [Genres()]), Method("bad", [Noise(1)]));

        MethodComparison difference = Assert.Single(compared, entry => entry.Other.Length > 0);
        Assert.Equal(("good: vae + kmeans", "bad: vae + kmeans"), (difference.Method, difference.Other));
        Assert.InRange(difference.Lower95, 0.5, difference.Value);
        Assert.InRange(difference.Upper95, difference.Value, 2);
        Assert.Equal(0.005, compared[0].PBestOf);
        Assert.InRange(compared[1].PBestOf!.Value, 0.05, 1);

        MethodComparison reversed = Assert.Single(Compare(Method("bad", [Noise(1)]), Method("good", [Genres()])), entry => entry.Other.Length > 0);
        Assert.Equal(-difference.Value, reversed.Value, 12);
        Assert.Equal(-difference.Lower95, reversed.Upper95, 9);
    }

    [Fact]
    public void Seeds_count_together_so_that_a_lucky_one_is_no_evidence()
    {
        IReadOnlyList<MethodComparison> compared = Compare(Method("lucky", [Genres(), Noise(2), Noise(3), Noise(4)]), Method("steady", [Genres(), Genres(), Genres(), Genres()]));

        Assert.InRange(compared[0].Value, 0.2, 0.35);
        Assert.Equal(1, compared[1].Value, 9);
        Assert.True(compared[2].Upper95 < 0);
    }

    [Fact]
    public void Equal_methods_differ_by_nothing()
    {
        MethodComparison difference = Assert.Single(Compare(Method("one", [Noise(5)]), Method("two", [Noise(5)])), entry => entry.Other.Length > 0);

        Assert.Equal((0, 0, 0), (difference.Value, difference.Lower95, difference.Upper95));
        Assert.False(ComparisonSentences.IsBeyondChance(difference));
    }

    [Fact]
    public void What_was_told_the_label_is_left_out()
    {
        IReadOnlyList<MethodComparison> compared = Compare(Method("told", [Genres()], told: "genre"), Method("one", [Noise(6)]), Method("two", [Noise(7)]));

        Assert.DoesNotContain(compared, entry => entry.Method.StartsWith("told", StringComparison.Ordinal) || entry.Other.StartsWith("told", StringComparison.Ordinal));
        Assert.Equal(3, compared.Count);
    }

    private static IReadOnlyList<MethodComparison> Compare(params ComparedMethod[] methods) =>
        LabelComparer.Of(Quick, Tracks, ["genre"]).Compare(methods, 0, TestContext.Current.CancellationToken);

    private static int[] Genres() => [.. Enumerable.Range(0, TrackCount).Select(i => i % 3)];

    private static int[] Noise(ulong seed)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, TrackCount).Select(_ => rng.NextInt(3))];
    }

    private ComparedMethod Method(string name, int[][] clusterings, string? told = null)
    {
        Recipe recipe = Quick with { Name = name };
        var quality = new ClusterQuality
        {
            Recipe = name,
            Representation = "vae",
            Clusterer = "kmeans",
            ClusterCount = 3,
            Seed = 0,
            TrackCount = TrackCount,
            Coverage = 1,
            NonEmptyClusterCount = 3,
            LargestShare = 0.4,
            LabelConditioned = told,
            Labels = [],
            Verdict = Verdict.Structure,
        };
        var run = new ComparedRun(recipe, RunFolder.Create(new Workspace(_folder.Path), recipe), [.. Tracks.Select(track => track.Id)], null!);
        return new ComparedMethod(run, new MethodKey(RepresentationMethod.Vae, ClustererKind.KMeans), true, [.. clusterings.Select(_ => quality)], clusterings);
    }
}
