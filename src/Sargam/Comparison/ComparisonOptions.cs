using Sargam.Learning;
using Sargam.Pipeline;

namespace Sargam.Comparison;

/// <summary>What is compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The recipes, the first is what differences are told from when nothing can be ranked. Names that occur twice get a number.</summary>
    public required IReadOnlyList<Recipe> Recipes { get; init; }

    /// <summary>Settings that are varied in every recipe, one grid after another.</summary>
    public IReadOnlyList<ComparisonGrid> Grids { get; init; } = [];

    /// <summary>The first seed of every recipe.</summary>
    public ulong Seed { get; init; }

    /// <summary>Seeds of every recipe, so that means are of as many.</summary>
    public int SeedCount { get; init; } = 5;

    /// <summary>Whether a plain autoencoder and spectral clustering compete though no recipe has them; PCA and raw features always do.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>Everything wrong with the options; recipes that cannot run are no such thing, they are told in the result.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (Recipes.Count == 0) errors.Add(new OptionError("--recipes", "must name at least one"));
        if (SeedCount < 1) errors.Add(new OptionError("--seeds", $"must be at least 1, got {SeedCount}"));
        return errors;
    }
}
