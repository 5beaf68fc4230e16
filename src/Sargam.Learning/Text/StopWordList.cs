namespace Sargam.Learning.Text;

/// <summary>Words that are left out before anything is counted.</summary>
public enum StopWordList
{
    /// <summary>None: very frequent words are left to <see cref="TfidfVectorizerOptions.MaxDocumentShare"/>, which knows no language.</summary>
    None,

    /// <summary>The 318 English words that scikit-learn's <c>stop_words='english'</c> means.</summary>
    English,
}
