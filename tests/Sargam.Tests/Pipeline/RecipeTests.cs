using Sargam.Pipeline;

namespace Sargam.Tests.Pipeline;

public sealed class RecipeTests
{
    [Fact]
    public void A_recipe_survives_a_round_trip()
    {
        var recipe = new Recipe
        {
            Name = "mine",
            Seed = ulong.MaxValue,
            Represent = new RepresentRecipe { Hidden = [256, 32], Beta = 0.25, KlReduction = "mean" },
            Cluster = new ClusterRecipe { Clusters = 7 },
        };

        Recipe back = RecipeFile.Parse(RecipeFile.ToYaml(recipe), "recipe.yaml");

        Assert.Equal(RecipeFile.ToYaml(recipe), RecipeFile.ToYaml(back));
        Assert.Equal([256, 32], back.Represent.Hidden!);
        Assert.Equal(7, back.Cluster.Clusters);
    }

    [Fact]
    public void Settings_that_a_file_leaves_out_keep_their_defaults()
    {
        Recipe recipe = RecipeFile.Parse("represent:\n  beta: 4\n", "recipe.yaml");

        Assert.Equal(4, recipe.Represent.Beta.Value);
        Assert.Equal(new Recipe().Represent.Latent, recipe.Represent.Latent);
    }

    [Theory]
    [InlineData("represent:\n  betta: 4\n", "line 2", "betta")]
    [InlineData("seed: 1\nrepresent:\n  latent: many\n", "line 3", "many")]
    [InlineData("represent: [1, 2", "line 1", "")]
    [InlineData("just words\n", "line 1", "settings are expected here, one a line")]
    [InlineData("", "is empty", "")]
    public void A_mistake_is_named_with_its_line(string yaml, string line, string what)
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeFile.Parse(yaml, "recipe.yaml"));
        Assert.Contains(line, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var recipe = new Recipe
        {
            SeedCount = 0,
            Represent = new RepresentRecipe { Beta = double.NaN, KlReduction = "max", ValidationShare = 0.9 },
            Cluster = new ClusterRecipe { Clusters = 1 },
        };

        string message = Assert.Throws<ArgumentException>(() => RecipeCheck.ThrowIfInvalid(recipe)).Message;

        foreach (string part in new[] { "seed_count must be at least 1, got 0", "represent.beta", "must be sum or mean, got max", "validation_share", "cluster.clusters" })
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nonsense", "30s@middle", "as-is")]
    [InlineData("mfcc-stats", "30s@nowhere", "as-is")]
    [InlineData("mfcc-stats", "30s@middle", "long")]
    public void Feature_settings_are_checked_before_any_work(string schema, string excerpt, string length) => Assert.Throws<ArgumentException>(() =>
        RecipeCheck.ThrowIfInvalid(new Recipe { Features = new FeatureRecipe { Schema = schema, Excerpt = excerpt, Length = length } }));

    [Theory]
    [InlineData("spread:2", "none", "features.crops (--crops) must be start, as mfcc-stats is of the whole excerpt (sequences are mfcc-sequence")]
    [InlineData("start", "mean", "features.normalize (--normalize) must be none, as mfcc-stats is of the whole excerpt (sequences are mfcc-sequence")]
    public void What_only_sequences_have_is_refused_for_statistics(string crops, string normalize, string reason)
    {
        var features = new FeatureRecipe { Schema = "mfcc-stats", Crops = crops, Normalize = normalize };

        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => RecipeCheck.ThrowIfInvalid(new Recipe { Features = features })).Message, StringComparison.Ordinal);
        RecipeCheck.ThrowIfInvalid(new Recipe { Features = features with { Schema = "mfcc-sequence" } });
    }
}
