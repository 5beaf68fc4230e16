using Sargam.Learning.Agglomerative;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Against scikit-learn's hierarchies of the same data in 64 bits.</summary>
public sealed class AgglomerativeGoldenTests
{
    // Of these inputs 32 bits hold every digit, so heights agree as 64-bit results do.
    private static readonly string[] ExactSets = ["digits500"];

    // Ties on iris' grid of 0.1 are broken by the rounding of the input, and so is the hierarchy: scikit-learn given the input in
    // 32 bits has the heights found here to the last bit, and other ones in 64.
    private static readonly (string, Linkage)[] BrokenTies = [("iris", Linkage.Average), ("iris", Linkage.Complete)];

    // Where heights tie the numbering of merges is not unique.
    private static readonly string[] SetsWithoutTies = ["wine", "blobs_a", "blobs_b", "moons", "constcols"];

    private static readonly string[] SetsWithTies = ["iris", "digits500", "duplicates"];

    public static TheoryData<string, Linkage> SetsAndLinkages => Pairs([.. SetsWithoutTies, .. SetsWithTies]);

    public static TheoryData<string, Linkage> UntiedSetsAndLinkages => Pairs(SetsWithoutTies);

    [Theory]
    [MemberData(nameof(SetsAndLinkages))]
    public void Heights_and_cuts_agree(string set, Linkage linkage)
    {
        string name = Prefix(set, linkage);
        AgglomerativeModel model = Fit(set, linkage);

        double[] expected = [.. Golden.Committed($"{name}_distances.npy").Values.ToArray().Order()];
        double peak = expected[^1];
        Assert.Equal(expected.Length, model.Dendrogram.Heights.Count);
        for (int m = 0; m < expected.Length && !BrokenTies.Contains((set, linkage)); m++)
        {
            double tolerance = ExactSets.Contains(set) ? 1e-10 * expected[m] : 1e-5 * peak;
            Approx.Equal([expected[m]], [model.Dendrogram.Heights[m]], tolerance, $"{name} height {m}");
        }

        foreach (int count in new[] { 3, 5 })
        {
            int[] labels = [.. Golden.Committed($"{name}_labels_k{count}.npy").Values.ToArray().Select(value => (int)value)];
            Assert.Equal(1.0, AdjustedRand.Score(labels, model.CutAt(count)), 12);
        }
    }

    [Fact]
    public void The_sets_with_tied_heights_are_those_the_reference_counts_ties_in()
    {
        foreach (string set in SetsWithoutTies.Concat(SetsWithTies))
        {
            bool ties = Golden.CommittedJson($"learn/{set}/agglo/info.json").EnumerateObject().Any(linkage => linkage.Value.GetProperty("tied_merge_heights").GetInt32() > 0);
            Assert.Equal(SetsWithTies.Contains(set), ties);
        }
    }

    [Theory]
    [MemberData(nameof(UntiedSetsAndLinkages))]
    public void Children_are_numbered_as_in_scikit_learn_where_no_heights_tie(string set, Linkage linkage)
    {
        string file = $"{Prefix(set, linkage)}_children.npy";
        NpyArray children = Golden.Committed(file);
        AgglomerativeModel model = Fit(set, linkage);

        for (int m = 0; m < model.Dendrogram.Children.Count; m++)
        {
            (int left, int right) = model.Dendrogram.Children[m];
            var expected = ((int)children.Values[2 * m], (int)children.Values[2 * m + 1]);
            Assert.True((left, right) == expected || (right, left) == expected, $"{file}: merge {m} joins {(left, right)}, expected {expected}");
        }
    }

    private static TheoryData<string, Linkage> Pairs(string[] sets)
    {
        var data = new TheoryData<string, Linkage>();
        foreach (string set in sets)
        {
            foreach (Linkage linkage in Enum.GetValues<Linkage>()) data.Add(set, linkage);
        }

        return data;
    }

    private static AgglomerativeModel Fit(string set, Linkage linkage)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        return new Agglomerative(new AgglomerativeOptions { ClusterCount = 3, Linkage = linkage, Seed = 0 })
            .Fit(rows, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static string Prefix(string set, Linkage linkage) => $"learn/{set}/agglo/{Name(linkage)}";

    private static string Name(Linkage linkage) => linkage.ToString().ToLowerInvariant();
}
