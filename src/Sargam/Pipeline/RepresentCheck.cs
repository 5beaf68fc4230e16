using Sargam.Features;
using Sargam.Learning;
using Sargam.Representation;

namespace Sargam.Pipeline;

/// <summary>What can be wrong with the <c>represent</c> part of a recipe: single settings, and settings that do not go together.</summary>
internal static class RepresentCheck
{
    private const int MaxSize = 1 << 15;

    public static IEnumerable<OptionError> Problems(Recipe recipe) =>
        [.. Words(recipe.Represent), .. Sizes(recipe.Represent), .. Weights(recipe.Represent), .. Training(recipe.Represent), .. NetworkTogether(recipe), .. ObjectiveTogether(recipe.Represent)];

    private static IEnumerable<OptionError> Words(RepresentRecipe represent)
    {
        return new OptionError?[]
        {
            OneOf("architecture (--architecture)", represent.Architecture, [RepresentRecipe.Mlp, RepresentRecipe.Conv1d, RepresentRecipe.Conv2d]),
            OneOf("scaling", represent.Scaling, FeatureScaling.All),
            represent.Activation is null ? null : OneOf("activation", represent.Activation, VaeVocabulary.Activations.Keys),
            OneOf("condition_on (--condition-on)", represent.ConditionOn, [RepresentRecipe.ConditionBoth, RepresentRecipe.ConditionDecoder]),
            OneOf("beta_schedule", represent.BetaSchedule, VaeVocabulary.BetaSchedules.Keys),
            OneOf("reconstruction_loss", represent.ReconstructionLoss, VaeVocabulary.Losses.Keys),
            OneOf("reconstruction_reduction", represent.ReconstructionReduction, ["sum", "mean"]),
            OneOf("kl_reduction", represent.KlReduction, ["sum", "mean"]),
            OneOf("optimizer", represent.Optimizer, VaeVocabulary.Optimizers.Keys),
            OneOf("learning_rate_schedule", represent.LearningRateSchedule, VaeVocabulary.LearningRateSchedules.Keys),
            string.IsNullOrWhiteSpace(represent.Condition) ? Error("condition (--condition)", "must be a label such as genre, or none", "nothing") : null,
        }.OfType<OptionError>();
    }

    private static IEnumerable<OptionError> Sizes(RepresentRecipe represent)
    {
        return new[]
        {
            Widths("hidden", represent.Hidden),
            Widths("channels", represent.Channels),
            represent.Channels is { Count: 0 } ? Error("channels", "must have at least one entry", "none") : null,
            Between("latent", 1, MaxSize, represent.Latent),
            Between("prior_components (--prior-components)", 0, MaxSize, represent.PriorComponents),
            AtLeast("pretraining_epochs", 0, represent.PretrainingEpochs),
            AtLeast("umap_dimensions (--umap-dimensions)", 0, represent.UmapDimensions),
            AtLeast("cycles", 1, represent.Cycles),
            AtLeast("epochs", 1, represent.Epochs),
            AtLeast("warm_up_epochs", 0, represent.WarmUpEpochs),
            AtLeast("batch_size", 1, represent.BatchSize),
            AtLeast("patience", 1, represent.Patience),
            AtLeast("active_units (--active-units)", 1, represent.ActiveUnits),
        }.OfType<OptionError>();
    }

    private static IEnumerable<OptionError> Weights(RepresentRecipe represent)
    {
        return new[]
        {
            represent.Beta.IsAuto ? null : AtLeastZero("beta", represent.Beta.Value),
            AtLeastZero("free_bits", represent.FreeBits),
            represent.Dropout is >= 0 and < 1 ? null : Error("dropout", "must be in [0, 1)", represent.Dropout),
        }.OfType<OptionError>();
    }

    private static IEnumerable<OptionError> Training(RepresentRecipe represent)
    {
        return new[]
        {
            represent.LearningRate is > 0 and <= 10 ? null : Error("learning_rate", "must be in (0, 10]", represent.LearningRate),
            AtLeastZero("weight_decay", represent.WeightDecay),
            AtLeastZero("gradient_clip", represent.GradientClip),
            AtLeastZero("min_improvement", represent.MinImprovement),
            represent.ValidationShare is >= 0 and <= 0.5 ? null : Error("validation_share", "must be in [0, 0.5]", represent.ValidationShare),
            represent.Clip == 0 || represent.Clip is >= 0.1 and <= 1000 ? null : Error("clip", "must be 0 or from 0.1 to 1000", represent.Clip),
            represent.InputVariance is >= 0 and <= 1 ? null : Error("input_variance", "must be in [0, 1]", represent.InputVariance),
            represent.PcaVariance is > 0 and <= 1 ? null : Error("pca_variance", "must be in (0, 1]", represent.PcaVariance),
        }.OfType<OptionError>();
    }

    /// <summary>A setting without effect must not pass for done.</summary>
    private static IEnumerable<OptionError> NetworkTogether(Recipe recipe)
    {
        RepresentRecipe represent = recipe.Represent;
        if (represent.Architecture == RepresentRecipe.Mlp)
        {
            if (represent.Channels is not null) yield return Error("channels", "must be left out with architecture mlp, whose widths are hidden", Joined(represent.Channels));
        }
        else if (represent.Architecture is RepresentRecipe.Conv1d or RepresentRecipe.Conv2d)
        {
            if (represent.Hidden is not null) yield return Error("hidden (--hidden)", $"must be left out with architecture {represent.Architecture}, whose widths are channels", Joined(represent.Hidden));
            if (represent.InputVariance > 0) yield return Error("input_variance", $"must be 0 with architecture {represent.Architecture}: principal components have no frames", represent.InputVariance);
            if (represent.LayerNorm) yield return Error("layer_norm", $"must be false with architecture {represent.Architecture}, which has batch normalisation", "true");
            if (FeatureSchemas.All.FirstOrDefault(schema => schema.Name == recipe.Features.Schema) is { IsSequence: false } schema)
            {
                string sequences = string.Join(", ", FeatureSchemas.All.Where(other => other.IsSequence).Select(other => other.Name));
                yield return Error(
                    "architecture (--architecture)", $"must be mlp with features {schema.Name}, which have no frames; convolutions need one of --features {sequences}", represent.Architecture);
            }
        }

        if (!represent.HasCondition && represent.ConditionOn == RepresentRecipe.ConditionDecoder)
        {
            yield return Error("condition_on (--condition-on)", "must be both without a condition: name a label with --condition", represent.ConditionOn);
        }
    }

    private static IEnumerable<OptionError> ObjectiveTogether(RepresentRecipe represent)
    {
        bool hasPrior = represent.PriorComponents > 0;
        if (hasPrior && represent.FreeBits > 0) yield return Error("free_bits", "must be 0 with a mixture prior", represent.FreeBits);
        if (represent.Beta.IsAuto)
        {
            if (represent.ActiveUnits > represent.Latent) yield return Error("active_units (--active-units)", $"must be at most latent ({represent.Latent})", represent.ActiveUnits);
            if (represent.ReconstructionLoss is not ("squared" or "half"))
            {
                yield return Error("beta (--beta)", "must be a number unless reconstruction_loss is squared or half: auto holds for those only", "auto");
            }
        }

        if (represent.Variational) yield break;
        if (hasPrior) yield return Error("prior_components (--prior-components)", "must be 0 for a plain autoencoder, which has no prior", represent.PriorComponents);
        if (represent.FreeBits > 0) yield return Error("free_bits", "must be 0 for a plain autoencoder, which has no KL divergence", represent.FreeBits);
        if (represent.Beta.IsAuto) yield return Error("beta (--beta)", "must be a number for a plain autoencoder, which has no KL divergence", "auto");
    }

    private static OptionError? OneOf(string setting, string? word, IEnumerable<string> words)
    {
        string[] known = [.. words];
        string rule = known.Length == 2 ? $"must be {known[0]} or {known[1]}" : $"must be one of {string.Join(", ", known)}";
        return known.Contains(word) ? null : Error(setting, rule, word ?? "nothing");
    }

    private static OptionError? Widths(string setting, IReadOnlyList<int>? widths) =>
        widths is null || widths.All(width => width is >= 1 and <= MaxSize) ? null : Error(setting, $"must be widths from 1 to {MaxSize}", Joined(widths));

    private static OptionError? AtLeast(string setting, int minimum, int value) => value >= minimum ? null : Error(setting, $"must be at least {minimum}", value);

    private static OptionError? Between(string setting, int minimum, int maximum, int value) =>
        value >= minimum && value <= maximum ? null : Error(setting, $"must be from {minimum} to {maximum}", value);

    private static OptionError? AtLeastZero(string setting, double value) =>
        value >= 0 && double.IsFinite(value) ? null : Error(setting, "must be at least 0", value);

    private static string Joined(IReadOnlyList<int> widths) => string.Join(", ", widths);

    private static OptionError Error(string setting, string rule, object value) =>
        new($"represent.{setting}", FormattableString.Invariant($"{rule}, got {value}"));
}
