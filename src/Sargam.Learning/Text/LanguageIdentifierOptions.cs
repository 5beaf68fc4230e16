namespace Sargam.Learning.Text;

/// <summary>Settings of <see cref="LanguageIdentifier"/>. The defaults were chosen on lines of prose and verse in five languages.</summary>
public sealed record LanguageIdentifierOptions
{
    /// <summary>Letters needed to tell languages of one script apart, at least 1; with fewer it is unknown. 10 by default.</summary>
    public int MinLetterCount { get; init; } = 10;

    /// <summary>Confidence below which a language is unknown, in [0, 1]; .5 by default.</summary>
    public double MinConfidence { get; init; } = 0.5;

    /// <summary>
    /// Likeness to the best profile below which a text is unlike anything known, at least 0: the mean over its character n-grams of
    /// ln(430 / (rank + 30)), where absent ones count 0. All but 1 in 1,000 true lines reach .7, the default, and 2 % of random letters do;
    /// 0 always guesses. For scripts other than Latin six tenths of it are asked.
    /// </summary>
    public double MinLikeness { get; init; } = 0.7;

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (MinLetterCount < 1) errors.Add(new(nameof(MinLetterCount), $"must be at least 1, got {MinLetterCount}"));
        if (!(MinConfidence is >= 0 and <= 1)) errors.Add(new(nameof(MinConfidence), $"must be in [0, 1], got {MinConfidence}"));
        if (!(MinLikeness >= 0) || !double.IsFinite(MinLikeness)) errors.Add(new(nameof(MinLikeness), $"must be finite and not negative, got {MinLikeness}"));
        return errors;
    }
}
