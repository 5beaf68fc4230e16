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

    /// <summary>
    /// Vectors of the tracks that were made elsewhere and compete as one more space: a <c>.npy</c> array with a row for each row of
    /// <c>tracks.csv</c>, or a CSV, which may have a column (id, path, file, filename, track_id) that says which track a row is of.
    /// </summary>
    public string? EmbeddingsFile { get; init; }

    /// <summary>The column of the vectors' CSV that names tracks by id, path or file name; null looks for one.</summary>
    public string? IdColumn { get; init; }

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
