using Sargam.Learning;
using Sargam.Learning.Vae;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Tests.Pipeline;

public sealed class RepresentRecipeTests
{
    [Fact]
    public void Every_setting_survives_a_round_trip()
    {
        var represent = new RepresentRecipe
        {
            Architecture = "conv2d",
            Channels = [8, 16],
            Activation = "silu",
            Dropout = 0.25,
            Variational = true,
            PriorComponents = 3,
            PretrainingEpochs = 7,
            Condition = "language",
            ConditionOn = "decoder",
            Beta = BetaSetting.Auto,
            ActiveUnits = 4,
            BetaSchedule = "cyclical",
            Cycles = 2,
            ReconstructionLoss = "half",
            Optimizer = "adamw",
            WeightDecay = 0.01,
            LearningRateSchedule = "cosine",
            GradientClip = 0,
            MinImprovement = 0.001,
        };
        var recipe = new Recipe { Features = new FeatureRecipe { Schema = "logmel-64x128" }, Represent = represent };

        string yaml = RecipeFile.ToYaml(recipe);
        Recipe back = RecipeFile.Parse(yaml, "recipe.yaml");

        Assert.Equal(yaml, RecipeFile.ToYaml(back));
        Assert.Equal([8, 16], back.Represent.Channels!);
        Assert.Equal(represent, back.Represent with { Channels = represent.Channels });
        Assert.Contains("  beta: auto\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  condition_on: decoder\n", yaml, StringComparison.Ordinal);
        RecipeCheck.ThrowIfInvalid(back);
    }

    [Fact]
    public void The_defaults_are_what_they_were()
    {
        VaeOptions options = VaeSettings.For(new Recipe(), LyricsRecipe.None, new Matrix(1000, 40), words: null, canValidate: true, seed: 3);

        Assert.Equal(
            new VaeOptions { Seed = 3, EpochCount = 150, BetaWarmUpEpochCount = 30, Patience = 30, Branches = options.Branches }, options);
        Assert.Equal(new VaeBranch(), Assert.Single(options.Branches));
    }

    [Theory]
    [InlineData("beta: 4", "4")]
    [InlineData("beta: auto", "auto")]
    [InlineData("beta: 1e-2", "0.01")]
    public void Beta_is_a_number_or_auto(string line, string beta) =>
        Assert.Equal(beta, RecipeFile.Parse($"represent:\n  {line}\n", "recipe.yaml").Represent.Beta.ToString());

    [Fact]
    public void Another_beta_is_named_with_its_line()
    {
        string message = Assert.Throws<ArgumentException>(() => RecipeFile.Parse("represent:\n  beta: lots\n", "recipe.yaml")).Message;

        Assert.Equal("recipe.yaml, line 2: represent.beta must be auto or a number, got lots", message);
    }

    [Theory]
    [InlineData("architecture: conv1d", "represent.architecture (--architecture) must be mlp with features mfcc-stats")]
    [InlineData("architecture: conv1d", "one of --features mfcc-sequence, stack-39x130, logmel-64x128, logmel-128x128")]
    [InlineData("architecture: transformer", "must be one of mlp, conv1d, conv2d, got transformer")]
    [InlineData("channels: [8]", "represent.channels must be left out with architecture mlp")]
    [InlineData("architecture: conv2d\n  hidden: [8]", "represent.hidden (--hidden) must be left out with architecture conv2d")]
    [InlineData("architecture: conv2d\n  layer_norm: true", "represent.layer_norm must be false with architecture conv2d")]
    [InlineData("hidden: [99999]", "represent.hidden must be widths from 1 to 32768, got 99999")]
    [InlineData("variational: false\n  prior_components: 3", "represent.prior_components (--prior-components) must be 0 for a plain autoencoder")]
    [InlineData("variational: false\n  free_bits: 0.1", "represent.free_bits must be 0 for a plain autoencoder")]
    [InlineData("variational: false\n  beta: auto", "represent.beta (--beta) must be a number for a plain autoencoder")]
    [InlineData("free_bits: 0.1\n  prior_components: 3", "represent.free_bits must be 0 with a mixture prior, got 0.1")]
    [InlineData("beta: auto\n  reconstruction_loss: cross_entropy", "represent.beta (--beta) must be a number unless reconstruction_loss is squared or half")]
    [InlineData("beta: auto\n  active_units: 17", "represent.active_units (--active-units) must be at most latent (16), got 17")]
    [InlineData("condition_on: decoder", "represent.condition_on (--condition-on) must be both without a condition")]
    [InlineData("condition: ''", "represent.condition (--condition) must be a label such as genre, or none")]
    [InlineData("activation: step", "represent.activation must be one of relu, leaky_relu")]
    [InlineData("beta_schedule: stairs", "represent.beta_schedule must be one of constant, warmup, cyclical, got stairs")]
    [InlineData("optimizer: lion", "represent.optimizer must be one of adam, adamw, sgd, got lion")]
    [InlineData("learning_rate_schedule: up", "represent.learning_rate_schedule must be one of constant, cosine, plateau, got up")]
    [InlineData("reconstruction_loss: huber", "represent.reconstruction_loss must be one of squared, half, learned_variance, cross_entropy, got huber")]
    [InlineData("dropout: 1", "represent.dropout must be in [0, 1), got 1")]
    [InlineData("gradient_clip: -1", "represent.gradient_clip must be at least 0, got -1")]
    [InlineData("cycles: 0", "represent.cycles must be at least 1, got 0")]
    public void What_does_not_go_together_is_named(string settings, string message)
    {
        Recipe recipe = RecipeFile.Parse($"represent:\n  {settings}\n", "recipe.yaml");

        Assert.Contains(message, Assert.Throws<ArgumentException>(() => RecipeCheck.ThrowIfInvalid(recipe)).Message, StringComparison.Ordinal);
    }

    /// <summary>Otherwise the library would explain itself in its own names, hours later.</summary>
    [Fact]
    public void What_the_check_lets_through_the_library_takes()
    {
        int passed = 0;
        for (ulong seed = 0; seed < 4000; seed++)
        {
            Recipe recipe = Random(new Rng(seed));
            try
            {
                RecipeCheck.ThrowIfInvalid(recipe);
            }
            catch (ArgumentException)
            {
                continue;
            }

            passed++;
            IReadOnlyList<OptionError> errors = VaeSettings.For(recipe, LyricsRecipe.None, new Matrix(100, 40), words: null, canValidate: true, seed: 1).Validate();
            Assert.True(errors.Count == 0, $"seed {seed}: {string.Join("; ", errors)}");
        }

        Assert.InRange(passed, 50, 3000);
    }

    private static Recipe Random(Rng rng)
    {
        T Of<T>(params T[] values) => values[(int)rng.Uniform(0, values.Length)];
        bool isSequence = rng.Uniform(0, 1) < 0.5;
        return new Recipe
        {
            Features = new FeatureRecipe { Schema = isSequence ? "mfcc-sequence" : "mfcc-stats" },
            Represent = new RepresentRecipe
            {
                Architecture = Of("mlp", isSequence ? "conv1d" : "mlp", isSequence ? "conv2d" : "mlp", "mlp"),
                Hidden = Of<IReadOnlyList<int>?>(null, null, null, [], [4], [0]),
                Channels = Of<IReadOnlyList<int>?>(null, null, null, [4, 8], []),
                Activation = Of(null, "relu", "silu", "gelu_tanh"),
                LayerNorm = Of(false, false, true),
                Dropout = Of(0, 0.5, 0.999, 1),
                Latent = Of(1, 2, 16),
                Variational = Of(true, true, false),
                PriorComponents = Of(0, 0, 5),
                PretrainingEpochs = Of(0, 50),
                Condition = Of("none", "genre"),
                ConditionOn = Of("both", "both", "decoder"),
                Beta = Of<BetaSetting>(0, 1, BetaSetting.Auto),
                ActiveUnits = Of(1, 2),
                BetaSchedule = Of("constant", "warmup", "cyclical"),
                WarmUpEpochs = Of(0, 30),
                Cycles = Of(1, 4),
                FreeBits = Of(0, 0, 0.1),
                ReconstructionLoss = Of("squared", "half", "learned_variance", "cross_entropy"),
                Epochs = Of(1, 20),
                BatchSize = Of(1, 64, int.MaxValue),
                Optimizer = Of("adam", "adamw", "sgd"),
                LearningRateSchedule = Of("constant", "cosine", "plateau"),
                GradientClip = Of(0, 5),
                ValidationShare = Of(0, 0.5),
                Patience = Of(1, 30),
            },
        };
    }
}
