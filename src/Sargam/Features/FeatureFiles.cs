using Sargam.Decoding;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>Where the features of a recipe are kept.</summary>
internal static class FeatureFiles
{
    /// <summary>The schema that representations are learned from, with the recipe's crops; vectors from elsewhere have their own.</summary>
    public static FeatureSchema MainSchema(Workspace workspace, Recipe recipe) => recipe.Features.IsEmbeddings ? EmbeddingFile.Schema(workspace) : AudioSchema(recipe);

    /// <summary>What all methods' clusters can be compared in: MFCC statistics, or the vectors from elsewhere.</summary>
    public static FeatureSchema CommonSchema(Workspace workspace, Recipe recipe) =>
        recipe.Features.IsEmbeddings ? EmbeddingFile.Schema(workspace) : FeatureSchemas.MfccStats;

    /// <summary>The schema of audio that representations are learned from.</summary>
    public static FeatureSchema AudioSchema(Recipe recipe) => FeatureSchemas.Find(recipe.Features.Schema)
        .With(CropRule.Parse(recipe.Features.Crops), removesTrackMean: recipe.Features.Normalize == FeatureRecipe.NormalizeMean);

    /// <summary>
    /// The main schema, the statistics that all methods are compared in, what explains clusters to people (some 10 ms a track of
    /// 30 s, far less where the main schema needs the same analysis), and what recognises a recording.
    /// </summary>
    public static IReadOnlyList<FeatureSchema> SchemasOf(Recipe recipe) =>
        [.. new[] { AudioSchema(recipe), FeatureSchemas.MfccStats, FeatureSchemas.Descriptors, FeatureSchemas.Fingerprint }.DistinctBy(schema => schema.ToString())];

    /// <summary>A schema's store, for writing.</summary>
    public static FeatureStore Open(Workspace workspace, Recipe recipe, FeatureSchema schema) => FeatureStore.Open(workspace, schema, VariantOf(recipe));

    /// <summary>The stored features of those tracks that have any, in the order given.</summary>
    /// <exception cref="StoreException">Some are damaged: left out in silence, they would change the result.</exception>
    public static FeatureTable Load(Workspace workspace, Recipe recipe, FeatureSchema schema, IEnumerable<string> trackIds)
    {
        if (recipe.Features.IsEmbeddings) return EmbeddingFile.Read(workspace, trackIds);
        FeatureStore store = FeatureStore.OpenRead(workspace, schema, VariantOf(recipe));
        if (store.Damaged.Count > 0) throw new StoreException($"{store.Damaged[0]}: run sargam features again");
        return store.Table([.. trackIds.Where(store.Contains)]);
    }

    /// <summary>How many of some tracks have features of a schema; none is read.</summary>
    public static int CountOf(Workspace workspace, Recipe recipe, FeatureSchema schema, IEnumerable<string> trackIds)
    {
        FeatureStore store = FeatureStore.OpenRead(workspace, schema, VariantOf(recipe));
        return trackIds.Count(store.Contains);
    }

    /// <summary>What decoding told of each track; null for those that were not decoded.</summary>
    public static IReadOnlyList<StoredTrack?> Stored(Workspace workspace, Recipe recipe, IReadOnlyList<string> trackIds)
    {
        if (recipe.Features.IsEmbeddings) return new StoredTrack?[trackIds.Count];
        FeatureStore store = FeatureStore.OpenRead(workspace, AudioSchema(recipe), VariantOf(recipe));
        return [.. trackIds.Select(store.Find)];
    }

    /// <summary>The part of each track that is measured.</summary>
    public static AudioLoaderOptions LoaderOptions(Recipe recipe) => new()
    {
        Excerpt = ExcerptRule.Parse(recipe.Features.Excerpt),
        Length = LengthRule.Parse(recipe.Features.Length),
    };

    private static string VariantOf(Recipe recipe)
    {
        AudioLoaderOptions options = LoaderOptions(recipe);
        return $"{options.Excerpt.ToString().Replace('@', '-')}.{options.Length}";
    }
}
