using Sargam.Learning;

namespace Sargam.Pipeline;

/// <summary>What can be wrong with the <c>lyrics</c> part of a recipe.</summary>
internal static class LyricsCheck
{
    private const int MaxSize = 1 << 15;
    private const int MaxGram = 10;

    // A dense matrix of all terms is made then.
    private const int MaxDenseTerms = 5_000;

    public static IEnumerable<OptionError> Problems(Recipe recipe) => [.. Words(recipe.Lyrics), .. Numbers(recipe.Lyrics), .. Together(recipe)];

    private static IEnumerable<OptionError> Words(LyricsRecipe lyrics) => new[]
    {
        OneOf("fusion (--fusion)", lyrics.Fusion, LyricsRecipe.Fusions),
        OneOf("when_missing", lyrics.WhenMissing, LyricsRecipe.WhenMissings),
        OneOf("language (--language)", lyrics.Language, LyricsRecipe.Dials),
        OneOf("languages", lyrics.Languages, LyricsRecipe.LanguageSources),
        OneOf("terms (--terms)", lyrics.Terms, LyricsRecipe.TermKinds),
        OneOf("stop_words", lyrics.StopWords, LyricsRecipe.StopWordLists),
        OneOf("reduction", lyrics.Reduction, LyricsRecipe.Reductions),
        OneOf("scale", lyrics.Scale, LyricsRecipe.Scales),
    }.OfType<OptionError>();

    private static IEnumerable<OptionError> Numbers(LyricsRecipe lyrics)
    {
        if (lyrics.Grams is { } grams && !(grams is [>= 1, _] && grams[1] >= grams[0] && grams[1] <= MaxGram))
        {
            yield return Error("grams", $"must be two numbers from 1 to {MaxGram}, the smaller first", $"[{string.Join(", ", grams)}]");
        }

        if (lyrics.MinDocuments is < 1) yield return Error("min_documents", "must be at least 1", lyrics.MinDocuments);
        if (lyrics.MaxTerms is < 1 or > 1_000_000) yield return Error("max_terms", "must be from 1 to 1000000", lyrics.MaxTerms);
        if (lyrics.Components is < 1 or > MaxSize) yield return Error("components", $"must be from 1 to {MaxSize}", lyrics.Components);
        if (!(lyrics.Weight is > 0 and <= 1000)) yield return Error("weight (--lyrics-weight)", "must be above 0 and at most 1000", lyrics.Weight);
        if (!(lyrics.LossWeight is > 0 and <= 1000)) yield return Error("loss_weight", "must be above 0 and at most 1000", lyrics.LossWeight);
        if (lyrics.Hidden is null || lyrics.Hidden.Any(width => width is < 1 or > MaxSize)) yield return Error("hidden", $"must be widths from 1 to {MaxSize}", lyrics.Hidden is null ? "nothing" : $"[{string.Join(", ", lyrics.Hidden)}]");
    }

    private static IEnumerable<OptionError> Together(Recipe recipe)
    {
        LyricsRecipe lyrics = recipe.Lyrics;
        if (lyrics.Reduction != "svd" && lyrics.MaxTerms > MaxDenseTerms) yield return Error("max_terms", $"must be at most {MaxDenseTerms} with reduction {lyrics.Reduction}, which needs them all in memory", lyrics.MaxTerms);
        if (lyrics.StopWords == "english" && lyrics.Terms != LyricsRecipe.Words) yield return Error("stop_words", "must be none or frequent with terms characters, which are no words", lyrics.StopWords);
        if (lyrics.Fusion == LyricsRecipe.Early && recipe.Represent.Architecture != RepresentRecipe.Mlp)
        {
            yield return Error("fusion (--fusion)", $"must not be early with architecture {recipe.Represent.Architecture}: words beside frames are no picture", lyrics.Fusion);
        }

        if (lyrics.Fusion == LyricsRecipe.Experts && !recipe.Represent.Variational) yield return Error("fusion (--fusion)", "must be branches, early or late for a plain autoencoder, whose encoders have no certainty to multiply", lyrics.Fusion);
    }

    private static OptionError? OneOf(string setting, string? word, string[] words) =>
        words.Contains(word) ? null : Error(setting, $"must be one of {string.Join(", ", words)}", word ?? "nothing");

    private static OptionError Error(string setting, string rule, object? got) =>
        new($"lyrics.{setting}", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rule}, got {got}"));
}
