namespace Sargam.Learning.Text;

/// <summary>Where <see cref="Tokenizer"/> cuts words.</summary>
public enum WordSplitting
{
    /// <summary>
    /// A word is letters, numbers and underscores with the combining marks and joiners that belong to them: no writing system is
    /// cut inside a character as readers see it.
    /// </summary>
    Graphemes,

    /// <summary>
    /// Runs of Python's <c>\w</c>, as scikit-learn's default <c>token_pattern</c> cuts them. Combining marks are not among them, so
    /// Bangla, Hindi or Tamil words fall apart at every vowel sign: only for comparison with published results.
    /// </summary>
    ScikitLearn,
}
