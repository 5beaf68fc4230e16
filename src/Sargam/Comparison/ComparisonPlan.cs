using Sargam.Clustering;
using Sargam.Pipeline;

namespace Sargam.Comparison;

/// <summary>The recipes that a comparison runs: those asked for, their variants, and the baselines that none of them brings.</summary>
internal static class ComparisonPlan
{
    /// <summary>The name of the recipe that holds what is missing.</summary>
    public const string BaselineName = "baseline";

    /// <summary>All of them, no two of a name.</summary>
    public static IReadOnlyList<Recipe> Of(ComparisonOptions options)
    {
        Recipe[] asked = [.. options.Recipes.Select(recipe => recipe with { Seed = options.Seed, SeedCount = options.SeedCount })];
        IEnumerable<Recipe> variants = options.Grids.Aggregate(asked.AsEnumerable(), (recipes, grid) => recipes.SelectMany(grid.Expand));
        IEnumerable<Recipe> baselines = options.Baselines && Baseline(asked) is { } baseline ? [baseline] : [];
        baselines = options.Grids.Where(grid => grid.VariesClusters).Aggregate(baselines, (recipes, grid) => recipes.SelectMany(grid.Expand));
        return Named([.. variants, .. baselines]);
    }

    /// <summary>The first recipe as a plain autoencoder, clustered by its own clusterer and by spectral clustering; null when the recipes have both.</summary>
    private static Recipe? Baseline(Recipe[] recipes)
    {
        Recipe first = recipes[0];
        string spectral = ClustererKind.Spectral.ToName();
        bool hasSpectral = recipes.Any(recipe => recipe.Cluster.Clusterers.Contains(spectral));
        if (hasSpectral && recipes.Any(recipe => !recipe.Represent.Variational)) return null;
        return first with
        {
            Name = BaselineName,
            Represent = first.Represent with
            {
                Variational = false,
                PriorComponents = 0,
                FreeBits = 0,
                UmapDimensions = 0,
                Beta = first.Represent.Beta.IsAuto ? 1 : first.Represent.Beta,
                Condition = RepresentRecipe.NoCondition,
                ConditionOn = RepresentRecipe.ConditionBoth,
            },
            Lyrics = first.Lyrics with { Fusion = first.Lyrics.Fusion == LyricsRecipe.Experts ? LyricsRecipe.Branches : first.Lyrics.Fusion },
            Cluster = first.Cluster with { Clusterers = [.. first.Cluster.Clusterers.Union([spectral])] },
        };
    }

    private static List<Recipe> Named(List<Recipe> recipes)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < recipes.Count; i++)
        {
            string name = recipes[i].Name;
            for (int number = 2; !names.Add(name); number++) name = $"{recipes[i].Name}-{number}";
            recipes[i] = recipes[i] with { Name = name };
        }

        return recipes;
    }
}
