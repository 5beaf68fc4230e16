using Sargam.Projection;
using Sargam.Storage;

namespace Sargam.Pipeline;

/// <summary>
/// Everything that decides a run's result: <c>recipe.yaml</c>. Equal recipe, equal tracks and equal version give equal bytes.
/// </summary>
public sealed record Recipe
{
    /// <summary>The recipe's name; part of the run's folder.</summary>
    public string Name { get; init; } = "sargam";

    /// <summary>The first seed (scikit-learn: <c>random_state</c>); the clusters, the map and the playlists are its.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many seeds are scored, from <see cref="Seed"/> upwards: their spread is in <c>summary.csv</c>.</summary>
    public int SeedCount { get; init; } = 3;

    /// <summary>What is measured of the audio.</summary>
    public FeatureRecipe Features { get; init; } = new();

    /// <summary>What becomes of the tracks' words.</summary>
    public LyricsRecipe Lyrics { get; init; } = new();

    /// <summary>How latent spaces are learned.</summary>
    public RepresentRecipe Represent { get; init; } = new();

    /// <summary>How tracks are grouped.</summary>
    public ClusterRecipe Cluster { get; init; } = new();

    /// <summary>How groups are held against chance.</summary>
    public EvaluateRecipe Evaluate { get; init; } = new();

    /// <summary>How the map is drawn.</summary>
    public ProjectRecipe Project { get; init; } = new();

    /// <summary>What is written besides the report.</summary>
    public ReportRecipe Report { get; init; } = new();
}

/// <summary>What is measured of the audio.</summary>
public sealed record FeatureRecipe
{
    internal const string CropsAtStart = "start";
    internal const string NormalizeNothing = "none";
    internal const string NormalizeMean = "mean";
    internal const string KeepNearDuplicates = "keep";

    /// <summary>The feature schema, such as <c>mfcc-stats</c> (40 numbers) or <c>stack-39x130</c>.</summary>
    public string Schema { get; init; } = "mfcc-stats";

    /// <summary>The part of long tracks that is used: <c>30s@middle</c>, <c>10s@start</c> or <c>all</c>.</summary>
    public string Excerpt { get; init; } = "30s@middle";

    /// <summary><c>as-is</c>, or a length such as <c>30s</c> to which every track is cut or padded with silence.</summary>
    public string Length { get; init; } = "as-is";

    /// <summary>Which frames a sequence schema takes: <c>start</c>, <c>middle</c>, or <c>spread:8</c> for eight crops. Only for sequences.</summary>
    public string Crops { get; init; } = CropsAtStart;

    /// <summary><c>none</c>, or <c>mean</c>: each row of a sequence loses its mean over the track. Only for sequences.</summary>
    public string Normalize { get; init; } = NormalizeNothing;

    /// <summary>
    /// <c>once</c>: of several files with one recording only the best is fitted (the longest in steps of five seconds, then a
    /// lossless one, then the highest bit rate, then the first); or <c>keep</c>.
    /// </summary>
    public string NearDuplicates { get; init; } = "once";

    internal bool IsEmbeddings => Schema == EmbeddingFile.SchemaName;

    internal bool KeepsNearDuplicates => NearDuplicates == KeepNearDuplicates;
}

/// <summary>How groups are held against chance.</summary>
public sealed record EvaluateRecipe
{
    /// <summary>Structure-free data sets taken through the same pipeline; 0 leaves the question open.</summary>
    public int NullDraws { get; init; } = 20;

    /// <summary>Permutations of each label set.</summary>
    public int Permutations { get; init; } = 999;

    /// <summary>Draws of artists (albums, folders, tracks) with replacement, for intervals and for differences between methods; 0 for none.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Random subsamples clustered to see whether the same groups come back.</summary>
    public int Subsamples { get; init; } = 10;
}

/// <summary>How the map is drawn.</summary>
public sealed record ProjectRecipe
{
    /// <summary>The maps to make, the first is the main one: <c>tsne</c>, <c>umap</c>, <c>pca</c>.</summary>
    public IReadOnlyList<string> Maps { get; init; } = ["tsne"];

    /// <summary>Effective number of neighbours in t-SNE; null takes min(30, (n-1)/3).</summary>
    public double? Perplexity { get; init; }

    /// <summary>Size of the neighbourhood that UMAP keeps together, the track itself counted.</summary>
    public int Neighbors { get; init; } = 15;

    internal IEnumerable<MapKind> Kinds => Maps.Select(name => MapNames.TryParse(name, out MapKind? kind)
        ? kind.Value
        : throw new ArgumentException($"project.maps must be of {string.Join(", ", MapNames.All)}, got {name}"));
}

/// <summary>What is written besides the report.</summary>
public sealed record ReportRecipe
{
    /// <summary>
    /// Files under the names that published pipelines give them, such as <c>z_audio_cnn.npy</c> or <c>results/vae_metrics.csv</c>:
    /// see <c>docs/files.md</c>.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
