namespace Sargam.Learning.Text;

/// <summary>Settings of <see cref="TfidfVectorizer"/>; the defaults are scikit-learn's but for words, which keep their marks.</summary>
public sealed record TfidfVectorizerOptions
{
    /// <summary>What is counted; words by default (scikit-learn: <c>analyzer</c>).</summary>
    public TermKind Terms { get; init; }

    /// <summary>Words or characters in a term at least, 1 or more (scikit-learn: the first of <c>ngram_range</c>).</summary>
    public int MinGramLength { get; init; } = 1;

    /// <summary>Words or characters in a term at most, up to 10 (scikit-learn: the second of <c>ngram_range</c>).</summary>
    public int MaxGramLength { get; init; } = 1;

    /// <summary>How words are found; unused by <see cref="TermKind.CharactersWithinWords"/>, where white space parts them.</summary>
    public TokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>Words left out before terms are made; none by default. For words only (scikit-learn: <c>stop_words</c>).</summary>
    public StopWordList StopWords { get; init; }

    /// <summary>Documents that a term must be in, at least 1 (scikit-learn: <c>min_df</c> as an integer).</summary>
    public int MinDocumentFrequency { get; init; } = 1;

    /// <summary>The same as a share of the documents, in [0, 1]: it grows with the collection. The stricter of both holds (scikit-learn: <c>min_df</c> as a fraction).</summary>
    public double MinDocumentShare { get; init; }

    /// <summary>Share of the documents that a term may be in at most, in (0, 1]: drops stop words of any language (scikit-learn: <c>max_df</c> as a fraction).</summary>
    public double MaxDocumentShare { get; init; } = 1;

    /// <summary>
    /// Terms kept at most, those that occur most often in all; null for all. Equal ones in code point order, where scikit-learn
    /// leaves it to an unstable sort (scikit-learn: <c>max_features</c>).
    /// </summary>
    public int? MaxTermCount { get; init; }

    /// <summary>Whether a count c becomes 1 + ln(c) (scikit-learn: <c>sublinear_tf</c>).</summary>
    public bool Sublinear { get; init; }

    /// <summary>Whether document frequencies are counted as if one more document had every term: nothing is divided by 0 (scikit-learn: <c>smooth_idf</c>).</summary>
    public bool SmoothInverseDocumentFrequency { get; init; } = true;

    /// <summary>What rows are divided by (scikit-learn: <c>norm</c>).</summary>
    public RowNorm Norm { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        CheckName(errors, nameof(Terms), Terms);
        CheckName(errors, nameof(StopWords), StopWords);
        CheckName(errors, nameof(Norm), Norm);
        if (MinGramLength < 1) errors.Add(new(nameof(MinGramLength), $"must be at least 1, got {MinGramLength}"));
        if (MaxGramLength < MinGramLength || MaxGramLength > 10)
        {
            errors.Add(new(nameof(MaxGramLength), $"must be in [MinGramLength, 10], got {MaxGramLength} with MinGramLength {MinGramLength}"));
        }

        if (MinDocumentFrequency < 1) errors.Add(new(nameof(MinDocumentFrequency), $"must be at least 1, got {MinDocumentFrequency}"));
        if (!(MinDocumentShare is >= 0 and <= 1)) errors.Add(new(nameof(MinDocumentShare), $"must be in [0, 1], got {MinDocumentShare}"));
        if (!(MaxDocumentShare is > 0 and <= 1)) errors.Add(new(nameof(MaxDocumentShare), $"must be in (0, 1], got {MaxDocumentShare}"));
        if (MinDocumentShare > MaxDocumentShare) errors.Add(new(nameof(MinDocumentShare), $"must be at most MaxDocumentShare {MaxDocumentShare}, got {MinDocumentShare}"));
        if (MaxTermCount < 1) errors.Add(new(nameof(MaxTermCount), $"must be at least 1, got {MaxTermCount}"));
        if (Tokenizer is null) errors.Add(new(nameof(Tokenizer), "must be given, got null"));
        else errors.AddRange(Tokenizer.Validate().Select(error => new OptionError($"{nameof(Tokenizer)}.{error.Option}", error.Message)));
        return errors;
    }

    private static void CheckName<T>(List<OptionError> errors, string option, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) errors.Add(new(option, $"must be one of {string.Join(", ", Enum.GetNames<T>())}, got {value}"));
    }
}
