using Sargam.Pipeline;
using Sargam.Tests.TestKit;

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

    [Theory]
    [InlineData("seed: 1\ncluster:\n  restarts: 3\n  restart: 4\n", "recipe.yaml, line 4: cluster.restart is not known; did you mean restarts?")]
    [InlineData("cluster:\n  mux_clusters: 3\n", "recipe.yaml, line 2: cluster.mux_clusters is not known; did you mean max_clusters?")]
    [InlineData("cluster:\n  mix_clusters: 3\n", "recipe.yaml, line 2: cluster.mix_clusters is not known; did you mean min_clusters or max_clusters?")]
    [InlineData("restarts: 3\n", "recipe.yaml, line 1: restarts is not known; it is a setting of cluster")]
    [InlineData("evaluate:\n  colour: red\n", "recipe.yaml, line 2: evaluate.colour is not known; evaluate has null_draws, permutations, resamples, subsamples")]
    [InlineData("seed: 1\nseed: 2\n", "recipe.yaml, line 2: seed is there already, in line 1")]
    [InlineData("represent:\n\tlatent: 2\n", "recipe.yaml, line 2: settings must be indented by spaces, not by tabs")]
    [InlineData("represent:\n  latent: 1.5\n", "recipe.yaml, line 2: represent.latent must be a whole number, at most 2147483647, got 1.5")]
    [InlineData("represent:\n  latent: 017\n", "recipe.yaml, line 2: represent.latent must be a whole number, at most 2147483647, got 017")]
    [InlineData("represent:\n  latent: 99999999999\n", "recipe.yaml, line 2: represent.latent must be a whole number, at most 2147483647, got 99999999999")]
    [InlineData("seed: -1\n", "recipe.yaml, line 1: seed must be a whole number from 0, got -1")]
    [InlineData("represent:\n  dropout: .nan\n", "recipe.yaml, line 2: represent.dropout must be a number, got .nan")]
    [InlineData("represent:\n  variational: maybe\n", "recipe.yaml, line 2: represent.variational must be true or false, got maybe")]
    [InlineData("represent:\n  latent: [1, 2]\n", "recipe.yaml, line 2: represent.latent must be a whole number, at most 2147483647, got a list")]
    [InlineData("represent:\n  hidden: 128\n", "recipe.yaml, line 2: represent.hidden must be a list, such as [128, 64], got 128")]
    [InlineData("represent:\n  hidden: [128, wide]\n", "recipe.yaml, line 2: represent.hidden must be a whole number, at most 2147483647, got wide")]
    [InlineData("name:\n", "recipe.yaml, line 1: name must be text, got nothing")]
    [InlineData("cluster:\n  clusterers: ~\n", "recipe.yaml, line 2: cluster.clusterers must be a list, such as [kmeans, dbscan], got nothing")]
    [InlineData("cluster:\nseed: 1\n", "recipe.yaml, line 1: cluster must hold settings, indented below it, such as clusterers: ..., got nothing")]
    [InlineData("? [a, b]\n: 1\n", "recipe.yaml, line 1: a setting's name is expected here, got a list")]
    [InlineData("a: &a [x]\n", "recipe.yaml, line 1: a is not known")]
    [InlineData("name: &a mine\n", "recipe.yaml, line 1: the anchor &a is not for recipes")]
    [InlineData("represent: &a\n  latent: 2\n", "recipe.yaml, line 1: the anchor &a is not for recipes")]
    [InlineData("name: *a\n", "recipe.yaml, line 1: name must be text, got the alias *a, which recipes do not have")]
    [InlineData("name: !!binary aGk=\n", "recipe.yaml, line 1: the tag tag:yaml.org,2002:binary is not for recipes")]
    [InlineData("seed: 1\n---\nseed: 2\n", "a second recipe begins here")]
    public void A_mistake_says_what_must_be_and_what_was_got(string yaml, string message) => Assert.StartsWith(
        message, Assert.Throws<ArgumentException>(() => RecipeFile.Parse(yaml, "recipe.yaml")).Message.Replace("recipe.yaml, line 2: a second", "a second", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Hostile_text_is_refused_at_once()
    {
        string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range('b', 20).Select(letter => $"{(char)letter}: &{(char)letter} [*{(char)(letter - 1)}, *{(char)(letter - 1)}, *{(char)(letter - 1)}]\n"));
        foreach (string yaml in new[]
        {
            bomb, "name: mine\n" + bomb, "represent: " + new string('[', 500_000), "represent: " + string.Concat(Enumerable.Repeat("{represent: ", 80_000)), new string('[', 500_000),
            string.Concat(Enumerable.Range(0, 500).Select(depth => new string(' ', depth) + "represent:\n")), "name: " + new string('x', 10_000_000), "\0\u0001\u0002", "%YAML 9.9\n---\nseed: 1\n...",
            "name: \"never closed\n", "- a\n- b\n", "name: |\n  text\n <<: 1\n",
        })
        {
            Assert.StartsWith("recipe.yaml", Assert.Throws<ArgumentException>(() => RecipeFile.Parse(yaml, "recipe.yaml")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_of_ten_megabytes_is_not_read()
    {
        using var folder = new TempFolder();
        string path = folder.Write("big.yaml", new string('#', 10 << 20));

        Assert.Contains("too large to be a recipe", Assert.Throws<ArgumentException>(() => RecipeFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_be_left_open_may_be_empty()
    {
        Recipe recipe = RecipeFile.Parse("# a comment\ncluster:\n  clusters: ~\n  epsilon:\nrepresent:\n  hidden: null\n  activation: ''\n", "recipe.yaml");

        Assert.Equal((null, null, null), (recipe.Cluster.Clusters, recipe.Cluster.Epsilon, recipe.Represent.Hidden));
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
