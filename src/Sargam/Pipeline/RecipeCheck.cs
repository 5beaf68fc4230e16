using Sargam.Decoding;
using Sargam.Features;
using Sargam.Learning;
using Sargam.Projection;
using Sargam.Reporting;
using Sargam.Storage;

namespace Sargam.Pipeline;

/// <summary>Finds everything wrong with a recipe before any work is done.</summary>
public static class RecipeCheck
{
    /// <summary>Throws one exception that names every problem.</summary>
    /// <exception cref="ArgumentException">There is at least one.</exception>
    public static void ThrowIfInvalid(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        OptionError.ThrowIfAny([.. Problems(recipe)], "settings");
    }

    private static IEnumerable<OptionError> Problems(Recipe recipe)
    {
        foreach (OptionError error in FeatureProblems(recipe.Features)) yield return error;
        if (recipe.SeedCount < 1) yield return AtLeast("seed_count", 1, recipe.SeedCount);
        foreach (OptionError error in RepresentCheck.Problems(recipe)) yield return error;
        foreach (OptionError error in LyricsCheck.Problems(recipe)) yield return error;
        foreach (OptionError error in ClusterCheck.Problems(recipe.Cluster)) yield return error;
        if (recipe.Evaluate.NullDraws < 0) yield return AtLeast("evaluate.null_draws", 0, recipe.Evaluate.NullDraws);
        if (recipe.Evaluate.Permutations < 99) yield return AtLeast("evaluate.permutations", 99, recipe.Evaluate.Permutations);
        if (recipe.Evaluate.Resamples < 0) yield return AtLeast("evaluate.resamples", 0, recipe.Evaluate.Resamples);
        if (recipe.Evaluate.Subsamples < 2) yield return AtLeast("evaluate.subsamples", 2, recipe.Evaluate.Subsamples);
        IReadOnlyList<string> maps = recipe.Project.Maps;
        foreach (string map in maps.Where(name => !MapNames.All.Contains(name))) yield return new OptionError("project.maps", $"must be of {string.Join(", ", MapNames.All)}, got {map}");
        if (maps.Count == 0 || maps.Distinct(StringComparer.Ordinal).Count() < maps.Count) yield return new OptionError("project.maps", "must name at least one, and each once");
        foreach (string file in recipe.Report.Files.Where(file => !PublishedFiles.Names.Contains(file)))
        {
            yield return new OptionError("report.files", $"must be of {string.Join(", ", PublishedFiles.Names)}, got {file}");
        }

        if (recipe.Project.Neighbors < 2) yield return AtLeast("project.neighbors", 2, recipe.Project.Neighbors);
        if (recipe.Project.Perplexity is <= 0) yield return new OptionError("project.perplexity", $"must be above 0, got {recipe.Project.Perplexity}");
    }

    private static IEnumerable<OptionError> FeatureProblems(FeatureRecipe features)
    {
        string[] schemas = [.. FeatureSchemas.All.Select(schema => schema.Name), EmbeddingFile.SchemaName];
        if (!schemas.Contains(features.Schema)) yield return new OptionError("features.schema", $"must be one of {string.Join(", ", schemas)}, got {features.Schema}");
        if (!ExcerptRule.TryParse(features.Excerpt, out _, out string? excerptError)) yield return new OptionError("features", excerptError);
        if (!CropRule.TryParse(features.Crops, out _, out string? cropError)) yield return new OptionError("features", cropError);
        if (features.Normalize is not (FeatureRecipe.NormalizeNothing or FeatureRecipe.NormalizeMean)) yield return new OptionError("features.normalize", $"must be none or mean, got {features.Normalize}");
        if (features.NearDuplicates is not ("once" or FeatureRecipe.KeepNearDuplicates)) yield return new OptionError("features.near_duplicates", $"must be once or keep, got {features.NearDuplicates}");
        foreach (OptionError error in SequenceProblems(features)) yield return error;
        if (!LengthRule.TryParse(features.Length, out _, out string? lengthError)) yield return new OptionError("features", lengthError);
    }

    /// <summary>Statistics are of the whole excerpt: what only sequences have must not pass for done.</summary>
    private static IEnumerable<OptionError> SequenceProblems(FeatureRecipe features)
    {
        bool isSequence = FeatureSchemas.All.FirstOrDefault(schema => schema.Name == features.Schema) is not { IsSequence: false };
        if (isSequence && !features.IsEmbeddings) yield break;
        string sequences = string.Join(", ", FeatureSchemas.All.Where(schema => schema.IsSequence).Select(schema => schema.Name));
        string reason = $"as {features.Schema} is of the whole excerpt (sequences are {sequences})";
        if (features.Crops != FeatureRecipe.CropsAtStart) yield return new OptionError("features.crops (--crops)", $"must be start, {reason}, got {features.Crops}");
        if (features.Normalize != FeatureRecipe.NormalizeNothing) yield return new OptionError("features.normalize (--normalize)", $"must be none, {reason}, got {features.Normalize}");
    }

    internal static OptionError AtLeast(string option, int minimum, int value) => new(option, $"must be at least {minimum}, got {value}");
}
