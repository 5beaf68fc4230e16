using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Metrics;

/// <summary>The data sets and labellings that scikit-learn was run on.</summary>
internal static class ReferenceSets
{
    public static readonly string[] Names = ["iris", "wine", "digits500", "blobs_a", "blobs_b", "moons", "duplicates", "constcols"];

    public static readonly string[] Labelings =
    [
        "truth", "truth_permuted", "kmeans3", "kmeans8", "random", "truth_3_singletons", "truth_one_singleton", "gaps_and_minus1",
        "two_vs_rest", "all_one", "all_distinct",
    ];

    public static TheoryData<string, string> SetsAndLabelings() => Pairs(Labelings);

    /// <summary>Those with a contingency table: not the labelling with a row for every observation.</summary>
    public static TheoryData<string, string> SetsAndTables() => Pairs(Labelings.Where(labeling => labeling != "all_distinct"));

    public static TheoryData<string> Sets() => [.. Names];

    public static int[] Labels(string set, string labeling) => Ints($"learn/{set}/scores/labels_{labeling}.npy");

    public static int[] Ints(string name)
    {
        double[] values = Golden.Committed(name).Values.ToArray();
        return Array.ConvertAll(values, value => (int)value);
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> labelings)
    {
        var data = new TheoryData<string, string>();
        foreach (string set in Names)
        {
            foreach (string labeling in labelings) data.Add(set, labeling);
        }

        return data;
    }
}
