using System.Numerics.Tensors;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Features.Lyrics;

/// <summary>Learns how the texts of a collection become numbers: TF-IDF, a reduction, centring, and one scale.</summary>
internal sealed class LyricsVectorizer(LyricsRecipe recipe)
{
    private const int CharacterGramLeast = 2;
    private const int CharacterGramMost = 4;
    private const double FrequentShare = 0.5;

    // Of fewer texts every term counts; of more, those that one in so many has.
    private const int SmallCollection = 20;
    private const int DocumentsPerShared = 200;

    /// <summary>What was learned, and what became of the texts.</summary>
    /// <param name="Model">For texts to come.</param>
    /// <param name="Values">A row per text; the variances of the columns add up to 1.</param>
    public sealed record Fitted(LyricsModel Model, Matrix Values);

    /// <summary>Learns from texts.</summary>
    /// <param name="texts">Cleaned lyrics, at least two.</param>
    /// <param name="languages">The language of each, by which it is centred; empty where it is not known. Null centres all alike.</param>
    /// <param name="cancellationToken">Checked between chunks of work.</param>
    /// <exception cref="ArgumentException">No term is left.</exception>
    public Fitted Fit(IReadOnlyList<string> texts, IReadOnlyList<string>? languages, CancellationToken cancellationToken)
    {
        TfidfVectorizerModel terms = FitTerms(texts, cancellationToken);
        Condensed condensed = Condense(terms.Transform(texts, cancellationToken), languages, cancellationToken);
        return new Fitted(new LyricsModel(terms, condensed.Components, condensed.Mean, condensed.Centring, condensed.Languages, condensed.Divisor), condensed.Values);
    }

    /// <summary>What became of weighted terms, and how.</summary>
    public sealed record Condensed(Matrix Values, double[]? Components, double[]? Mean, GroupCentringModel Centring, IReadOnlyList<string> Languages, double[] Divisor);

    /// <summary>Reduces, centres and scales weighted terms.</summary>
    /// <param name="weights">A row per text.</param>
    /// <param name="languages">As in <see cref="Fit"/>.</param>
    /// <param name="cancellationToken">Checked between chunks of work.</param>
    public Condensed Condense(SparseMatrix weights, IReadOnlyList<string>? languages, CancellationToken cancellationToken)
    {
        (double[]? components, double[]? mean, int columns) = Reduce(weights, cancellationToken);
        Matrix reduced = LyricsModel.Reduced(weights, components, mean, columns, cancellationToken);
        string[] names = languages is null ? [] : [.. languages.Where(language => language.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length < 2) names = [];
        int[] groups = names.Length == 0 ? new int[weights.RowCount] : [.. languages!.Select(language => Array.IndexOf(names, language))];
        GroupCentringModel centring = Centre(reduced, groups, names.Length, cancellationToken);
        Matrix centred = names.Length == 0 ? centring.Transform(reduced) : centring.Transform(reduced, groups);
        double[] divisor = Divisor(centred);
        return new Condensed(LyricsModel.Scaled(centred, divisor), components, mean, centring, names, divisor);
    }

    private TfidfVectorizerModel FitTerms(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        bool isWords = recipe.Terms == LyricsRecipe.Words;
        int least = recipe.MinDocuments ?? (texts.Count < SmallCollection ? 1 : Math.Max(2, texts.Count / DocumentsPerShared));
        return new TfidfVectorizer(new TfidfVectorizerOptions
        {
            Terms = isWords ? TermKind.Words : TermKind.CharactersWithinWords,
            MinGramLength = recipe.Grams?[0] ?? (isWords ? 1 : CharacterGramLeast),
            MaxGramLength = recipe.Grams?[1] ?? (isWords ? 1 : CharacterGramMost),
            MinDocumentFrequency = Math.Min(least, texts.Count),
            MaxDocumentShare = recipe.StopWords == "frequent" ? FrequentShare : 1,
            StopWords = recipe.StopWords == "english" ? StopWordList.English : StopWordList.None,
            MaxTermCount = recipe.MaxTerms,
            Sublinear = recipe.Sublinear,
        }).Fit(texts, cancellationToken);
    }

    private (double[]? Components, double[]? Mean, int Columns) Reduce(SparseMatrix weights, CancellationToken cancellationToken)
    {
        if (recipe.Reduction == LyricsRecipe.None) return (null, null, weights.ColumnCount);
        int count = Math.Min(recipe.Components, Math.Min(weights.RowCount, weights.ColumnCount));
        if (recipe.Reduction == "svd")
        {
            return (new TruncatedSvd(new TruncatedSvdOptions { ComponentCount = count }).Fit(weights, null, cancellationToken).Components.ToArray(), null, count);
        }

        PcaModel pca = new Pca(new PcaOptions { ComponentCount = count }).Fit(weights.ToMatrix(), null, cancellationToken);
        return ([.. pca.Components.Values.ToArray().Select(value => (double)value)], [.. pca.Mean], count);
    }

    private static GroupCentringModel Centre(Matrix values, int[] groups, int languageCount, CancellationToken cancellationToken)
    {
        GroupCentringModel fitted = new GroupCentring(new GroupCentringOptions()).Fit(values, groups, cancellationToken);
        if (languageCount == 0) return new GroupCentringModel(fitted.Mean, [], []);

        // Texts of unknown language are a group of their own in the fit, so as not to pull the mean of a language; texts to come have the mean of all.
        int columns = values.ColumnCount;
        double[] offsets = [.. Enumerable.Range(0, languageCount).SelectMany(language => fitted.Offsets.Skip(fitted.Groups.ToList().IndexOf(language) * columns).Take(columns))];
        return new GroupCentringModel(fitted.Mean, [.. Enumerable.Range(0, languageCount)], offsets);
    }

    /// <summary>So that the variances of all columns add up to 1: one factor, or one for each column.</summary>
    private double[] Divisor(Matrix centred)
    {
        double[] variances = new double[centred.ColumnCount];
        for (int row = 0; row < centred.RowCount; row++)
        {
            ReadOnlySpan<float> numbers = centred.Row(row);
            for (int j = 0; j < numbers.Length; j++) variances[j] += (double)numbers[j] * numbers[j] / centred.RowCount;
        }

        double total = TensorPrimitives.Sum<double>(variances);
        if (recipe.Scale == "whole") return [.. Enumerable.Repeat(total > 0 ? Math.Sqrt(total) : 1, variances.Length)];
        double negligible = total * 1e-12;
        double columns = Math.Sqrt(Math.Max(1, variances.Count(variance => variance > negligible)));
        return Array.ConvertAll(variances, variance => variance > negligible ? Math.Sqrt(variance) * columns : 1);
    }
}
