using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>How two methods' agreement with a label set differs, beyond what other artists would have changed.</summary>
/// <param name="Label">The label set.</param>
/// <param name="Method">Representation and clusterer.</param>
/// <param name="Other">The method it is compared with; empty where the interval is of the method's own AMI.</param>
/// <param name="Value">AMI, or the difference of two.</param>
/// <param name="Lower95">Lower end of the 95 % interval.</param>
/// <param name="Upper95">Upper end.</param>
/// <param name="Blocks">What was drawn with replacement: artists, albums, folders, tracks.</param>
/// <param name="BlockCount">How many of them there are.</param>
/// <param name="PBestOf">Of a method's own AMI: permutation p that allows for all methods of the run having been tried.</param>
public sealed record MethodComparison(
    string Label, string Method, string Other, double Value, double Lower95, double Upper95, string Blocks, int BlockCount, double? PBestOf);

/// <summary>Compares the main method with every other of the run, on the same resamples: <c>comparisons.csv</c>.</summary>
internal sealed class MethodComparer(Recipe recipe, IReadOnlyList<LabelSet> sets, TrackBlocks blocks)
{
    public const string FileName = "comparisons.csv";

    /// <summary>Intervals of each method's AMI, and of the differences from the first method's.</summary>
    /// <param name="methods">Names, the main one first.</param>
    /// <param name="clusterings">The clusters of each.</param>
    /// <param name="cancellationToken">Checked between resamples.</param>
    public IReadOnlyList<MethodComparison> Compare(
        IReadOnlyList<string> methods, IReadOnlyList<IReadOnlyList<int>> clusterings, CancellationToken cancellationToken) =>
        recipe.Evaluate.Resamples == 0 ? [] : [.. sets.Where(set => set.Name != LabelAgreement.FileFormat).SelectMany(set => Compare(set, methods, clusterings, cancellationToken))];

    public static void Write(RunFolder run, IReadOnlyList<MethodComparison> comparisons) => CsvTable.Write(
        run.File(FileName), ["label", "method", "other", "ami", "lower95", "upper95", "blocks", "block_count", "p_best_of"],
        comparisons.Select(entry => (string[])[
            CsvTable.Text(entry.Label), entry.Method, entry.Other, CsvTable.Number(entry.Value), CsvTable.Number(entry.Lower95), CsvTable.Number(entry.Upper95),
            entry.Blocks, CsvTable.Whole(entry.BlockCount), CsvTable.Number(entry.PBestOf)]));

    private IEnumerable<MethodComparison> Compare(
        LabelSet set, IReadOnlyList<string> methods, IReadOnlyList<IReadOnlyList<int>> clusterings, CancellationToken cancellationToken)
    {
        bool isBlock = set.Name == blocks.Label || blocks.Numbers is null;
        int[]? drawn = isBlock ? null : [.. set.Rows.Select(row => blocks.Numbers![row])];
        int[][] clusters = [.. clusterings.Select(labels => set.Rows.Select(row => labels[row]).ToArray())];
        BlockBootstrap bootstrap = BlockBootstrap.Run(set.Classes, clusters, MutualInformation.Adjusted, recipe.Seed, recipe.Evaluate.Resamples, drawn, cancellationToken);
        IReadOnlyList<AdjustedPermutation> tests = MaxPermutationTest.AdjustedMutualInformation(set.Classes, clusters, recipe.Seed, recipe.Evaluate.Permutations, drawn, cancellationToken);
        MethodComparison Entry(int method, string other, ScoreInterval interval, double? p) =>
            new(set.Name, methods[method], other, interval.Observed, Math.Max(-1, interval.Lower95), Math.Min(1, interval.Upper95), isBlock ? "tracks" : blocks.Name, interval.BlockCount, p);
        for (int m = 0; m < clusters.Length; m++)
        {
            if (bootstrap.Interval(m) is { } own) yield return Entry(m, "", own, tests[m].AdjustedP);
        }

        for (int m = 1; m < clusters.Length; m++)
        {
            if (bootstrap.Difference(0, m) is { } difference) yield return Entry(0, methods[m], difference, null);
        }
    }
}
