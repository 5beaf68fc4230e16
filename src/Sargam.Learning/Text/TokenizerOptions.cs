namespace Sargam.Learning.Text;

/// <summary>Settings of <see cref="Tokenizer"/>. The defaults respect every script.</summary>
public sealed record TokenizerOptions
{
    /// <summary>Where words are cut; grapheme-keeping by default.</summary>
    public WordSplitting Splitting { get; init; }

    /// <summary>
    /// Whether an apostrophe between two letters belongs to the word: "don't" is one word, and so is "l'amour". A typographic one
    /// becomes a straight one. Unused by <see cref="WordSplitting.ScikitLearn"/>.
    /// </summary>
    public bool KeepApostrophes { get; init; } = true;

    /// <summary>
    /// Characters per token in scripts that are written without spaces between words (Han, Kana, Thai, Lao, Khmer, Burmese): all runs
    /// of this length, overlapping. 0 takes such a stretch for one word. Unused by <see cref="WordSplitting.ScikitLearn"/>.
    /// </summary>
    public int UnspacedGramLength { get; init; } = 2;

    /// <summary>
    /// Code points a word has at least, 1 or more. 2, the default, as in scikit-learn's <c>token_pattern</c>. Does not apply to
    /// scripts without spaces, where one character can be a word.
    /// </summary>
    public int MinLength { get; init; } = 2;

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (!Enum.IsDefined(Splitting)) errors.Add(new(nameof(Splitting), $"must be one of {string.Join(", ", Enum.GetNames<WordSplitting>())}, got {Splitting}"));
        if (UnspacedGramLength is < 0 or > 10) errors.Add(new(nameof(UnspacedGramLength), $"must be in [0, 10], got {UnspacedGramLength}"));
        if (MinLength < 1) errors.Add(new(nameof(MinLength), $"must be at least 1, got {MinLength}"));
        return errors;
    }
}
