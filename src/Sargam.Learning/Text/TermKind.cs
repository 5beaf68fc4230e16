namespace Sargam.Learning.Text;

/// <summary>What a column of <see cref="TfidfVectorizer"/> counts.</summary>
public enum TermKind
{
    /// <summary>Words, or several in a row (scikit-learn: <c>analyzer='word'</c>).</summary>
    Words,

    /// <summary>Runs of characters inside words, which begin and end with a space (scikit-learn: <c>analyzer='char_wb'</c>).</summary>
    CharactersWithinWords,
}
