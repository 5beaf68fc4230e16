using System.Text.Json;
using Sargam.Learning.Metrics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Metrics;

/// <summary>Scores of labels against labels, as scikit-learn gives them.</summary>
public sealed class AgreementReferenceTests
{
    [Theory]
    [MemberData(nameof(ReferenceSets.SetsAndLabelings), MemberType = typeof(ReferenceSets))]
    public void Label_scores_are_those_of_scikit_learn(string set, string labeling)
    {
        JsonElement expected = Golden.CommittedJson($"learn/{set}/scores/scores.json").GetProperty(labeling);
        int[] truth = ReferenceSets.Labels(set, "truth");
        int[] labels = ReferenceSets.Labels(set, labeling);
        VMeasure v = VMeasure.Score(truth, labels);

        var actual = new Dictionary<string, double>
        {
            ["ari"] = AdjustedRand.Score(truth, labels),
            ["nmi"] = MutualInformation.Normalized(truth, labels),
            ["ami"] = MutualInformation.Adjusted(truth, labels),
            ["mutual_info"] = MutualInformation.Score(truth, labels),
            ["homogeneity"] = v.Homogeneity,
            ["completeness"] = v.Completeness,
            ["v_measure"] = v.V,
            ["fowlkes_mallows"] = FowlkesMallows.Score(truth, labels),
            ["rand"] = RandIndex.Score(truth, labels),
            ["purity"] = Purity.Score(truth, labels),
            ["accuracy_hungarian"] = ClusterAccuracy.Score(truth, labels),
        };
        foreach ((string name, double value) in actual)
        {
            double reference = expected.GetProperty(name).GetDouble();

            // Relative, with room for the reference's rounding (up to 4e-13) where the exact value is 0.
            Approx.Equal([reference], [value], 1e-9 * Math.Abs(reference) + 1e-12, $"{set} {labeling} {name}");
        }
    }

    [Theory]
    [MemberData(nameof(ReferenceSets.SetsAndTables), MemberType = typeof(ReferenceSets))]
    public void Contingency_tables_are_those_of_scikit_learn(string set, string labeling)
    {
        NpyArray expected = Golden.Committed($"learn/{set}/scores/contingency_{labeling}.npy");
        var table = ContingencyTable.FromLabels(ReferenceSets.Labels(set, "truth"), ReferenceSets.Labels(set, labeling));

        var dense = new double[expected.Values.Length];
        foreach (ContingencyCell cell in table.Cells) dense[cell.ClassIndex * table.ClusterLabels.Count + cell.ClusterIndex] = cell.Count;
        Assert.Equal(expected.Shape, [table.ClassLabels.Count, table.ClusterLabels.Count]);
        Approx.Equal(expected.Values, dense, 0);
    }

    [Fact]
    public void Assignments_are_those_of_scipy()
    {
        foreach (JsonElement example in Golden.CommittedJson("learn/hungarian/examples.json").EnumerateArray())
        {
            string file = example.GetProperty("file").GetString()!;
            NpyArray cost = Golden.Committed($"learn/hungarian/{file}.npy");
            (int rows, int columns) = (cost.Shape[0], cost.Shape[1]);
            int[] assignment = example.GetProperty("maximize").GetBoolean()
                ? LinearAssignment.Maximize(cost.Values, rows, columns)
                : LinearAssignment.Minimize(cost.Values, rows, columns);

            int[] matched = [.. Enumerable.Range(0, rows).Where(row => assignment[row] >= 0)];
            double total = 0;
            foreach (int row in matched) total += cost.Values[row * columns + assignment[row]];
            Assert.Equal(example.GetProperty("total").GetDouble(), total, 1e-9);
            Assert.Equal(Math.Min(rows, columns), matched.Select(row => assignment[row]).Distinct().Count());
            if (example.GetProperty("note").GetString() != "") continue;
            Assert.Equal(example.GetProperty("rows").EnumerateArray().Select(row => row.GetInt32()), matched);
            Assert.Equal(example.GetProperty("cols").EnumerateArray().Select(column => column.GetInt32()), matched.Select(row => assignment[row]));
        }
    }
}
