namespace Sargam.Learning.Text;

/// <summary>What <see cref="LanguageIdentifier"/> made of a text.</summary>
public sealed class LanguageIdentification
{
    internal LanguageIdentification(string language, double confidence, WritingSystem script, IReadOnlyList<LanguageShare> shares) =>
        (Language, Confidence, Script, Shares) = (language, confidence, script, shares);

    /// <summary>The language of the script that most letters are of: its ISO 639-1 code, or <see cref="LanguageIdentifier.Unknown"/>.</summary>
    public string Language { get; }

    /// <summary>
    /// In [0, 1]: how probable the language is among those that share its script and have a profile. Of lines with .9 or more
    /// about 99 % are right; 1 for a script with one language. When unknown, that of the best guess, 0 without letters.
    /// </summary>
    public double Confidence { get; }

    /// <summary>The script that most letters are of.</summary>
    public WritingSystem Script { get; }

    /// <summary>
    /// Shares of the letters, largest first, judged line by line; they add up to 1 unless there are no letters. A line that says too
    /// little on its own counts for the language of all text in its script.
    /// </summary>
    public IReadOnlyList<LanguageShare> Shares { get; }
}
