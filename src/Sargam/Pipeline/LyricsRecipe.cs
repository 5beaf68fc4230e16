namespace Sargam.Pipeline;

/// <summary>What becomes of the tracks' words, where they have any.</summary>
public sealed record LyricsRecipe
{
    internal const string Auto = "auto";
    internal const string None = "none";
    internal const string Experts = "experts";
    internal const string Branches = "branches";
    internal const string Early = "early";
    internal const string Late = "late";
    internal const string Words = "words";
    internal const string Characters = "characters";
    internal const string Mix = "mix";
    internal const string Natural = "natural";
    internal const string Separate = "separate";
    internal const string Fail = "fail";
    internal const string Without = "without";
    internal const string Labels = "labels";
    internal const string Clusters = "clusters";

    internal static readonly string[] Fusions = [Auto, None, Experts, Branches, Early, Late];
    internal static readonly string[] TermKinds = [Characters, Words];
    internal static readonly string[] StopWordLists = [None, "english", "frequent"];
    internal static readonly string[] Reductions = ["svd", "pca", None];
    internal static readonly string[] Scales = ["whole", "columns"];
    internal static readonly string[] Dials = [Mix, Natural, Separate];
    internal static readonly string[] WhenMissings = [Fail, Without];
    internal static readonly string[] LanguageSources = [Auto, Labels, Clusters];

    /// <summary>
    /// How sound and words become one representation: <c>experts</c> (an encoder each, whose opinions are multiplied; without words
    /// only the sound is heard), <c>branches</c> (an encoder each, side by side), <c>early</c> (side by side before one encoder),
    /// <c>late</c> (words beside the latent space of the sound), <c>none</c> (sound only). <c>auto</c> is experts when at least
    /// half of the tracks have words, else none.
    /// </summary>
    public string Fusion { get; init; } = Auto;

    /// <summary>What happens when a fusion is asked for and hardly any track has words: <c>fail</c>, or go on <c>without</c> and say so.</summary>
    public string WhenMissing { get; init; } = Fail;

    /// <summary>
    /// What clusters do with languages: <c>mix</c> takes the mean of each language out of the words, <c>natural</c> leaves it,
    /// <c>separate</c> keeps languages apart in every representation.
    /// </summary>
    public string Language { get; init; } = Mix;

    /// <summary>
    /// Where the languages come from: <c>labels</c> (those of the tracks, else of their lyrics), <c>clusters</c> (K-Means of the
    /// words, no labels needed), or <c>auto</c>: labels when half of the tracks with words have one, else clusters.
    /// </summary>
    public string Languages { get; init; } = Auto;

    /// <summary>What is counted: <c>characters</c> (runs within words, of any language) or <c>words</c>.</summary>
    public string Terms { get; init; } = Characters;

    /// <summary>Characters or words in a term, smallest and largest number; null takes 2 to 4 characters, or single words.</summary>
    public IReadOnlyList<int>? Grams { get; init; }

    /// <summary>Lyrics that a term must be in; null takes one in 200, at least 2.</summary>
    public int? MinDocuments { get; init; }

    /// <summary>Terms kept at most, the most frequent ones.</summary>
    public int MaxTerms { get; init; } = 20_000;

    /// <summary>Words left out: <c>none</c>, <c>english</c> (scikit-learn's list) or <c>frequent</c> (terms in more than half of the lyrics, in any language).</summary>
    public string StopWords { get; init; } = None;

    /// <summary>Whether a count c becomes 1 + ln(c).</summary>
    public bool Sublinear { get; init; } = true;

    /// <summary>How terms become few numbers: <c>svd</c> (truncated), <c>pca</c>, or <c>none</c>.</summary>
    public string Reduction { get; init; } = "svd";

    /// <summary>Numbers per text after the reduction, fewer in small collections.</summary>
    public int Components { get; init; } = 64;

    /// <summary>How the numbers are scaled: <c>whole</c> (one factor for all, so that what varies most weighs most) or <c>columns</c> (z-scores).</summary>
    public string Scale { get; init; } = "whole";

    /// <summary>Variance of the words beside that of the sound, which is 1.</summary>
    public double Weight { get; init; } = 0.5;

    /// <summary>Whether sound alone and words alone are represented too, to see what each gives.</summary>
    public bool Ablations { get; init; } = true;

    /// <summary>Widths of the words' encoder with experts and branches.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [64, 32];

    /// <summary>Weight of the words' reconstruction in the loss with experts and branches.</summary>
    public double LossWeight { get; init; } = 1;
}
