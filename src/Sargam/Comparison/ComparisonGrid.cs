using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sargam.Clustering;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Comparison;

/// <summary>A setting that is varied in every recipe of a comparison.</summary>
public sealed class ComparisonGrid
{
    private const string Annealing = "annealing";
    private const string Modalities = "modalities";
    private const string Clusterers = "clusterers";
    private const string ClusterCounts = "k=";
    private const string Rule = "--grid must be annealing, modalities, clusterers or numbers of clusters such as k=4,6,8";

    // The small-batch variant and the consensus are K-Means again.
    private static readonly string[] AllClusterers =
        [.. ClustererNames.All.Except([ClustererKind.MiniBatchKMeans.ToName(), ClustererKind.Consensus.ToName()])];

    private readonly Func<Recipe, IEnumerable<Recipe>> _expand;

    private ComparisonGrid(string name, bool variesClusters, Func<Recipe, IEnumerable<Recipe>> expand) => (Name, VariesClusters, _expand) = (name, variesClusters, expand);

    /// <summary>The grid as it was named.</summary>
    public string Name { get; }

    /// <summary>Whether only clustering differs: baselines then take part in it.</summary>
    internal bool VariesClusters { get; }

    /// <summary>
    /// Reads a grid: <c>annealing</c> (beta constant, warmup, cyclical), <c>modalities</c> (sound alone, and each way of joining
    /// words), <c>clusterers</c> (six of them in each space), <c>k=4,6,8</c> (numbers of clusters).
    /// </summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="error">What is wrong, as a sentence.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ComparisonGrid? grid, [NotNullWhen(false)] out string? error)
    {
        error = null;
        grid = text switch
        {
            Annealing => new ComparisonGrid(text, variesClusters: false, recipe => !recipe.Represent.Variational ? [recipe] : VaeVocabulary.BetaSchedules.Keys.Order(StringComparer.Ordinal).Select(name =>
                recipe with { Name = $"{recipe.Name}-{name}", Represent = recipe.Represent with { BetaSchedule = name } })),
            Modalities => new ComparisonGrid(text, variesClusters: false, recipe => LyricsRecipe.Fusions.Where(name => name != LyricsRecipe.Auto).Select(name =>
                recipe with { Name = $"{recipe.Name}-{(name == LyricsRecipe.None ? "sound" : name)}", Lyrics = recipe.Lyrics with { Fusion = name } })),
            Clusterers => new ComparisonGrid(text, variesClusters: true, recipe => [recipe with
            {
                Cluster = ClusterSettings.WithClusterers(recipe.Cluster, [.. recipe.Cluster.Clusterers.Union(AllClusterers)]),
            }]),
            _ => null,
        };
        if (grid is null && ParseCounts(text) is { } counts) grid = OfCounts(text!, counts);
        if (grid is null) error = $"{Rule}, got {text}";
        return grid is not null;
    }

    /// <summary>The recipes that the grid makes of one; the recipe itself where it has no such setting.</summary>
    internal IEnumerable<Recipe> Expand(Recipe recipe) => _expand(recipe);

    private static ComparisonGrid OfCounts(string text, int[] counts) => new(text, variesClusters: true, recipe => HasClusterCount(recipe)
        ? counts.Select(count => recipe with { Name = $"{recipe.Name}-k{count}", Cluster = recipe.Cluster with { Clusters = count } })
        : [recipe]);

    private static bool HasClusterCount(Recipe recipe) =>
        recipe.Cluster.Clusterers.Any(name => ClustererNames.TryParse(name, out ClustererKind? kind) && kind.Value.TakesClusterCount());

    private static int[]? ParseCounts(string? text)
    {
        if (text is null || !text.StartsWith(ClusterCounts, StringComparison.Ordinal)) return null;
        var counts = new List<int>();
        foreach (string part in text[ClusterCounts.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 2) return null;
            if (!counts.Contains(count)) counts.Add(count);
        }

        return [.. counts];
    }
}
