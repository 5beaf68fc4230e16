using Sargam.Comparison;
using Sargam.Pipeline;

namespace Sargam.Tests.Comparison;

public sealed class ComparisonPlanTests
{
    private static readonly Recipe Mine = new() { Name = "mine" };

    [Fact]
    public void What_no_recipe_brings_is_added_once_and_every_recipe_has_the_same_seeds()
    {
        IReadOnlyList<Recipe> plan = Plan([Mine, Mine with { Name = "theirs", Seed = 7 }]);

        Assert.Equal(["mine", "theirs", "baseline"], plan.Select(recipe => recipe.Name));
        Assert.All(plan, recipe => Assert.Equal((3UL, 4), (recipe.Seed, recipe.SeedCount)));
        Assert.False(plan[2].Represent.Variational);
        Assert.Equal(["kmeans", "spectral"], plan[2].Cluster.Clusterers);
    }

    [Fact]
    public void The_baseline_of_any_recipe_is_a_valid_one()
    {
        Recipe[] recipes =
        [
            Mine with { Represent = new RepresentRecipe { PriorComponents = 3 } },
            Mine with { Represent = new RepresentRecipe { Beta = BetaSetting.Auto } },
            Mine with { Represent = new RepresentRecipe { Condition = "genre", ConditionOn = "decoder", FreeBits = 0.1 } },
            Mine with { Lyrics = new LyricsRecipe { Fusion = "experts" } },
        ];

        Assert.All(recipes, recipe => RecipeCheck.ThrowIfInvalid(Plan([recipe])[1]));
    }

    [Fact]
    public void Nothing_is_added_where_a_recipe_brings_it()
    {
        Recipe plain = Mine with { Represent = new RepresentRecipe { Variational = false }, Cluster = new ClusterRecipe { Clusterers = ["spectral"] } };

        Assert.Equal(["mine"], Plan([plain]).Select(recipe => recipe.Name));
    }

    [Fact]
    public void Names_that_occur_twice_get_a_number()
    {
        Assert.Equal(["mine", "mine-2", "mine-3", "baseline"], Plan([Mine, Mine, Mine]).Select(recipe => recipe.Name));
    }

    [Fact]
    public void Grids_multiply_and_those_of_clustering_hold_for_baselines_too()
    {
        IReadOnlyList<Recipe> plan = Plan([Mine], "annealing", "k=3,5");

        Assert.Equal(
            ["mine-constant-k3", "mine-constant-k5", "mine-cyclical-k3", "mine-cyclical-k5", "mine-warmup-k3", "mine-warmup-k5", "baseline-k3", "baseline-k5"],
            plan.Select(recipe => recipe.Name));
        Assert.Equal((5, "cyclical"), (plan[3].Cluster.Clusters, plan[3].Represent.BetaSchedule));
    }

    [Theory]
    [InlineData("modalities", 5)]
    [InlineData("clusterers", 1)]
    public void Every_recipe_of_a_grid_is_valid(string grid, int count)
    {
        IReadOnlyList<Recipe> plan = Plan([Mine], grid);

        Assert.Equal(count, plan.Count(recipe => !recipe.Name.StartsWith("baseline", StringComparison.Ordinal)));
        Assert.All(plan, RecipeCheck.ThrowIfInvalid);
    }

    [Theory]
    [InlineData("k=")]
    [InlineData("k=1,4")]
    [InlineData("k=4,x")]
    [InlineData("beta")]
    [InlineData(null)]
    public void What_is_no_grid_is_refused(string? text)
    {
        Assert.False(ComparisonGrid.TryParse(text, out _, out string? error));
        Assert.Contains("k=4,6,8", error, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Recipe> Plan(Recipe[] recipes, params string[] grids) => ComparisonPlan.Of(new ComparisonOptions
    {
        Recipes = recipes,
        Grids = [.. grids.Select(text => ComparisonGrid.TryParse(text, out ComparisonGrid? grid, out _) ? grid : throw new ArgumentException(text))],
        Seed = 3,
        SeedCount = 4,
    });
}
