using System.CommandLine;
using System.Globalization;
using Sargam.Decoding;
using Sargam.Features;
using Sargam.Pipeline;
using Sargam.Projection;

namespace Sargam.Cli.Options;

/// <summary>Settings of a recipe as options: each command takes those of its own stage, <c>run</c> takes all.</summary>
internal sealed partial class RecipeOptions
{
    private readonly List<Setting> _settings = [];

    /// <summary>All stages.</summary>
    public static RecipeOptions All() => new RecipeOptions().AddRecipe().AddFeatures().AddRepresent().AddCluster().AddEvaluate().AddProject();

    /// <summary>The recipe file.</summary>
    public Option<string?> RecipeFile { get; } = new("--recipe")
    {
        Description = "Where to start from: a name that sargam recipes lists, or a recipe.yaml, such as every run writes; other options change it. Default: sargam",
        HelpName = "NAME|FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public RecipeOptions AddTo(Command command)
    {
        foreach (Setting setting in _settings) command.Options.Add(setting.Option);
        return this;
    }

    /// <summary>The recipe changed by what the user gave.</summary>
    /// <exception cref="ArgumentException">An option given has no effect.</exception>
    public Recipe Apply(ParseResult parsed, Recipe recipe)
    {
        Setting[] given = [.. _settings.Where(setting => parsed.IsGiven(setting.Option))];
        foreach (Setting setting in given) recipe = setting.Change(parsed, recipe);
        ClusterSettings.ThrowIfIdle(recipe.Cluster, [.. given.Select(setting => setting.Option.Name)]);
        return recipe;
    }

    /// <summary>The recipe file, seeds.</summary>
    public RecipeOptions AddRecipe()
    {
        _settings.Add(new Setting(RecipeFile, (_, recipe) => recipe));
        Add(OptionKinds.Integer("--seed", "Start of all randomness; equal seeds give equal bytes. Default: 0", 0), (recipe, value) => recipe with { Seed = (ulong)value });
        Add(OptionKinds.Integer("--seeds", "How many seeds are scored, for mean and spread. Default: 3", 1, 1000), (recipe, value) => recipe with { SeedCount = value });
        return this;
    }

    /// <summary>Settings of the features stage.</summary>
    public RecipeOptions AddFeatures()
    {
        Add(
            OptionKinds.Choice("--features", "What is measured; the end of sargam features --help says what each is. Default: track-stats", [.. FeatureSchemas.All.Select(schema => schema.Name)]),
            (recipe, value) => recipe with { Features = recipe.Features with { Schema = value } });
        Add(
            OptionKinds.Text(
                "--excerpt", "Part of long tracks to use: 30s@middle (default, for tracks over 45 s), 10s@start, all", "EXCERPT",
                text => ExcerptRule.TryParse(text, out _, out string? error) ? null : $"--{error}"),
            (recipe, value) => recipe with { Features = recipe.Features with { Excerpt = value } });
        Add(
            OptionKinds.Text(
                "--length", "as-is (default), or a length such as 30s to which every track is cut or padded with silence", "LENGTH",
                text => LengthRule.TryParse(text, out _, out string? error) ? null : $"--{error}"),
            (recipe, value) => recipe with { Features = recipe.Features with { Length = value } });
        Add(
            OptionKinds.Text(
                "--crops", "Frames that a sequence takes of the excerpt: start (default), middle, or spread:8 for eight crops with one answer", "CROPS",
                text => CropRule.TryParse(text, out _, out string? error) ? null : $"--{error}"),
            (recipe, value) => recipe with { Features = recipe.Features with { Crops = value } });
        Add(
            OptionKinds.Choice("--normalize", "none (default), or mean: rows of a sequence lose their mean over the track", "none", "mean"),
            (recipe, value) => recipe with { Features = recipe.Features with { Normalize = value } });
        Add(
            OptionKinds.Choice("--near-duplicates", "Files with the same recording: use it once (default), or keep all", "once", "keep"),
            (recipe, value) => recipe with { Features = recipe.Features with { NearDuplicates = value } });
        return this;
    }

    /// <summary>Settings of the represent stage.</summary>
    public RecipeOptions AddRepresent()
    {
        AddLyrics();
        AddNetwork();
        AddRepresent(
            Hidden(), (represent, value) => represent with { Hidden = [.. value.Select(width => ParseWidth(width)!.Value)] });
        AddRepresent(OptionKinds.Integer("--latent", "Latent dimensions. Default: 8", 1, 4096), RepresentSettings.WithLatent);
        AddBeta();
        AddRepresent(OptionKinds.Integer("--epochs", "Passes over the tracks at most. Default: 80", 1, 1_000_000), (represent, value) => represent with { Epochs = value });
        AddRepresent(OptionKinds.Integer("--batch", "Tracks per training step. Default: 64", 1), (represent, value) => represent with { BatchSize = value });
        AddRepresent(OptionKinds.Number("--learning-rate", "The optimiser's step size. Default: 0.001", 1e-9, 10), (represent, value) => represent with { LearningRate = value });
        AddRepresent(
            OptionKinds.Choice("--reconstruction", "Squared error summed (default) or averaged over a track's numbers", "sum", "mean"),
            (represent, value) => represent with { ReconstructionReduction = value });
        AddRepresent(
            OptionKinds.Choice("--kl", "KL divergence summed (default) or averaged over latent dimensions", "sum", "mean"),
            (represent, value) => represent with { KlReduction = value });
        return this;
    }

    /// <summary>Settings of the evaluate stage.</summary>
    public RecipeOptions AddEvaluate()
    {
        Add(
            OptionKinds.Integer("--null-draws", "Structure-free data sets to compare with; 0 leaves the question open. Default: 20", 0, 10_000),
            (recipe, value) => recipe with { Evaluate = recipe.Evaluate with { NullDraws = value } });
        Add(
            OptionKinds.Integer("--permutations", "Permutations of each label set. Default: 999", 99, 10_000_000),
            (recipe, value) => recipe with { Evaluate = recipe.Evaluate with { Permutations = value } });
        Add(
            OptionKinds.Integer("--resamples", "Draws of artists with replacement, for intervals; 0 for none. Default: 1000", 0, 1_000_000),
            (recipe, value) => recipe with { Evaluate = recipe.Evaluate with { Resamples = value } });
        return this;
    }

    /// <summary>Settings of the project stage.</summary>
    public RecipeOptions AddProject()
    {
        Option<string[]> maps = OptionKinds.Names("--map", "Maps to make, the first is the main one: tsne, umap, pca. Default: tsne", MapNames.All);
        Add(maps, (recipe, value) => recipe with { Project = recipe.Project with { Maps = value } });
        Add(
            OptionKinds.Integer("--neighbors", "UMAP: size of the neighbourhood that is kept together. Default: 15", 2, 10_000),
            (recipe, value) => recipe with { Project = recipe.Project with { Neighbors = value } });
        Add(
            OptionKinds.Number("--perplexity", "t-SNE: effective number of neighbours. Default: min(30, (n-1)/3)", 1, 10_000),
            (recipe, value) => recipe with { Project = recipe.Project with { Perplexity = value } });
        return this;
    }

    private void AddNetwork()
    {
        AddRepresent(
            OptionKinds.Choice("--architecture", "Layers: mlp (default), or convolutions, which need features that are a sequence", "mlp", "conv1d", "conv2d"),
            RepresentSettings.WithArchitecture);
        AddRepresent(
            new Option<bool>("--autoencoder") { Description = "A plain autoencoder: no noise, no KL divergence" },
            (represent, value) => RepresentSettings.WithVariational(represent, !value));
        AddRepresent(
            OptionKinds.Integer("--prior-components", "Components of a Gaussian mixture prior (VaDE). Default: 0, the standard normal prior", 0, 1 << 15),
            (represent, value) => represent with { PriorComponents = value });
        AddRepresent(
            OptionKinds.Integer("--umap-dimensions", "Also cluster a UMAP of the VAE's space in so many dimensions, such as 5. Default: 0, none", 0, 100),
            (represent, value) => represent with { UmapDimensions = value });
        AddRepresent(
            new Option<string>("--condition")
            {
                Description = "A label that the model is told, such as genre or language, so that clusters need not follow it. Default: none",
                HelpName = "LABEL",
            },
            (represent, value) => represent with { Condition = value });
        AddRepresent(
            OptionKinds.Choice("--condition-on", "Who is told: encoder and decoder (default), or the decoder alone", "both", "decoder"),
            (represent, value) => represent with { ConditionOn = value });
    }

    /// <summary>Units without a beta choose it: what beta is given for wins, and must be auto.</summary>
    private void AddBeta()
    {
        Option<int> units = OptionKinds.Integer("--active-units", "Latent dimensions that --beta auto keeps in use; chooses auto. Default: 2", 1, 1 << 15);
        AddRepresent(units, (represent, value) => represent with { ActiveUnits = value, Beta = BetaSetting.Auto });
        var beta = new Option<BetaSetting>("--beta") { Description = "Weight of the KL divergence, or auto for as many --active-units. Default: auto", HelpName = "X|auto" };
        beta.CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (BetaSetting.TryParse(text, out BetaSetting setting) && (setting.IsAuto || setting.Value >= 0 && double.IsFinite(setting.Value))) return setting;
            result.AddError($"--beta must be auto or a number at least 0, got {text}");
            return default;
        };
        beta.Validators.Add(result =>
        {
            if (result.GetResult(units) is { Implicit: false } && !result.GetValueOrDefault<BetaSetting>().IsAuto)
            {
                result.AddError($"--active-units is for --beta auto, got --beta {result.Tokens[^1].Value}");
            }
        });
        AddRepresent(beta, (represent, value) => represent with { Beta = value });
    }

    private void AddRepresent<T>(Option<T> option, Func<RepresentRecipe, T, RepresentRecipe> change) =>
        Add(option, (recipe, value) => recipe with { Represent = change(recipe.Represent, value) });

    private void Add<T>(Option<T> option, Func<Recipe, T, Recipe> change) =>
        _settings.Add(new Setting(option, (parsed, recipe) => change(recipe, parsed.GetRequiredValue(option))));

    private static Option<string[]> Hidden()
    {
        Option<string[]> option = OptionKinds.List("--hidden", "Widths of the encoder's layers. Default: 128,64 (512,256 above 1,000 numbers a track)", "WIDTHS");
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>()?.FirstOrDefault(width => ParseWidth(width) is null) is { } wrong)
            {
                result.AddError($"--hidden must be widths such as 128,64, got {wrong}");
            }
        });
        return option;
    }

    private static int? ParseWidth(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0 ? width : null;

    private sealed record Setting(Option Option, Func<ParseResult, Recipe, Recipe> Change);
}
