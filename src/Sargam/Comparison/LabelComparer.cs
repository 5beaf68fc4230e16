using Sargam.Evaluation;
using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Pipeline;
using Sargam.Scanning;

namespace Sargam.Comparison;

/// <summary>
/// Agreement of every method with every label set, on the same tracks and the same draws of artists, over all seeds; and whether
/// the best is beyond the best of as many methods by chance.
/// </summary>
internal sealed class LabelComparer(Recipe recipe, IReadOnlyList<LabelSet> sets, TrackBlocks blocks)
{
    /// <summary>What is drawn together.</summary>
    public TrackBlocks Blocks => blocks;

    /// <summary>The label sets that describe the music.</summary>
    public IReadOnlyList<LabelSet> Sets { get; } = sets;

    /// <summary>Those of which two values occur.</summary>
    public static LabelComparer Of(Recipe recipe, IReadOnlyList<Track> tracks, IReadOnlyList<string> labelNames) => new(
        recipe,
        [.. labelNames.Where(name => name != LabelAgreement.FileFormat).Select(name => LabelSet.Of(name, tracks)).Where(set => set.ClassCount >= 2)],
        TrackBlocks.Of(tracks, labelNames));

    /// <summary>A method's adjusted mutual information with a label set, over its seeds.</summary>
    public static ScoreSpread Agreement(LabelSet set, ComparedMethod method) =>
        ScoreSpread.Of(method.Clusterings.Select(clusters => (double?)MutualInformation.Adjusted(set.Classes, At(set, clusters))))!;

    /// <summary>Each method's own interval, its differences from the reference, and those between the recipes' main methods.</summary>
    /// <param name="methods">All methods.</param>
    /// <param name="reference">What differences are told from.</param>
    /// <param name="cancellationToken">Checked between resamples.</param>
    public IReadOnlyList<MethodComparison> Compare(IReadOnlyList<ComparedMethod> methods, int reference, CancellationToken cancellationToken) =>
        recipe.Evaluate.Resamples == 0 ? [] : [.. Sets.SelectMany(set => Compare(set, methods, reference, cancellationToken))];

    private List<MethodComparison> Compare(LabelSet set, IReadOnlyList<ComparedMethod> all, int reference, CancellationToken cancellationToken)
    {
        // What was told the label agrees with it by construction.
        ComparedMethod[] methods = [.. all.Where(method => method.LabelTold != set.Name)];
        if (methods.Length == 0) return [];
        bool isBlock = set.Name == blocks.Label || blocks.Numbers is null;
        int[]? drawn = isBlock ? null : [.. set.Rows.Select(row => blocks.Numbers![row])];
        (int[][] clusterings, int[][] places) = Distinct(set, methods);
        BlockBootstrap bootstrap = BlockBootstrap.Run(set.Classes, clusterings, MutualInformation.Adjusted, recipe.Seed, recipe.Evaluate.Resamples, drawn, cancellationToken);
        IReadOnlyList<AdjustedPermutation> tests = MaxPermutationTest.AdjustedMutualInformation(
            set.Classes, [.. places.Select(seeds => clusterings[seeds[0]])], recipe.Seed, recipe.Evaluate.Permutations, drawn, cancellationToken);
        MethodComparison Entry(int method, string other, ScoreInterval interval, double? p, int limit) => new(
            set.Name, methods[method].Name, other, interval.Observed, Math.Max(-limit, interval.Lower95), Math.Min(limit, interval.Upper95), isBlock ? "tracks" : blocks.Name, interval.BlockCount, p);
        var entries = new List<MethodComparison>();
        for (int m = 0; m < methods.Length; m++)
        {
            if (bootstrap.Interval(places[m]) is { } own) entries.Add(Entry(m, "", own, tests[m].AdjustedP, 1));
        }

        foreach ((int first, int second) in Pairs(methods, Math.Max(0, Array.IndexOf(methods, all[reference]))))
        {
            if (bootstrap.Difference(places[first], places[second]) is { } difference) entries.Add(Entry(first, methods[second].Name, difference, null, 2));
        }

        return entries;
    }

    private static IEnumerable<(int First, int Second)> Pairs(ComparedMethod[] methods, int reference)
    {
        for (int m = 0; m < methods.Length; m++)
        {
            if (m != reference) yield return (reference, m);
        }

        int[] mains = [.. Enumerable.Range(0, methods.Length).Where(m => methods[m].IsMain && m != reference)];
        for (int i = 0; i < mains.Length; i++)
        {
            for (int j = i + 1; j < mains.Length; j++) yield return (mains[i], mains[j]);
        }
    }

    /// <summary>Clusterings that are equal are drawn once: those of linear spaces are often the same for every seed.</summary>
    private static (int[][] Clusterings, int[][] Places) Distinct(LabelSet set, ComparedMethod[] methods)
    {
        var clusterings = new List<int[]>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        int Place(int[] clusters)
        {
            int[] labelled = At(set, clusters);
            string key = string.Join(',', labelled);
            if (!known.TryGetValue(key, out int place))
            {
                known[key] = place = clusterings.Count;
                clusterings.Add(labelled);
            }

            return place;
        }

        int[][] places = [.. methods.Select(method => method.Clusterings.Select(Place).ToArray())];
        return ([.. clusterings], places);
    }

    private static int[] At(LabelSet set, int[] clusters) => [.. set.Rows.Select(row => clusters[row])];
}
