namespace Sargam.Learning.Text;

/// <summary>What a stretch of text in one script says for each language of the script.</summary>
internal sealed class LanguageEvidence(LanguageProfiles profiles)
{
    // Overlapping n-grams are far from independent. With this divisor confidence meets accuracy on held-out lines.
    private const double Temperature = 4;
    private const int LongestWord = 64;

    private readonly double[] _scores = new double[profiles.Languages.Count];
    private readonly char[] _padded = new char[LongestWord + 2];
    private long _gramCount;

    public long LetterCount { get; private set; }

    /// <summary>Adds a word in lower case: letters with their marks. Of a very long one only the beginning is looked at.</summary>
    public void Add(ReadOnlySpan<char> word, int letterCount)
    {
        LetterCount += letterCount;
        if (word.Length > LongestWord) word = word[..LongestWord];
        if (profiles.Words.TryGetValue(word, out double[]? weights)) Add(weights);
        _padded[0] = _padded[word.Length + 1] = '_';
        word.CopyTo(_padded.AsSpan(1));
        ReadOnlySpan<char> padded = _padded.AsSpan(0, word.Length + 2);
        for (int n = 1; n <= LanguageProfiles.LongestGram; n++)
        {
            // The border alone says nothing.
            int start = n == 1 ? 1 : 0;
            int end = padded.Length - n - start;
            for (int i = start; i <= end; i++)
            {
                _gramCount++;
                if (profiles.Grams.TryGetValue(padded.Slice(i, n), out weights)) Add(weights);
            }
        }
    }

    /// <summary>Adds what another stretch says.</summary>
    public void Add(LanguageEvidence other)
    {
        LetterCount += other.LetterCount;
        _gramCount += other._gramCount;
        Add(other._scores);
    }

    public void Clear()
    {
        Array.Clear(_scores);
        _gramCount = 0;
        LetterCount = 0;
    }

    /// <summary>The best language, how probable it is among these, and how like its profile the text is.</summary>
    public (string Language, double Confidence, double Likeness) Best()
    {
        int best = 0;
        for (int i = 1; i < _scores.Length; i++)
        {
            if (_scores[i] > _scores[best]) best = i;
        }

        double sum = 0;
        foreach (double score in _scores) sum += Math.Exp((score - _scores[best]) / Temperature);
        return (profiles.Languages[best], 1 / sum, _gramCount > 0 ? _scores[best] / _gramCount : 0);
    }

    private void Add(double[] weights)
    {
        for (int i = 0; i < _scores.Length; i++) _scores[i] += weights[i];
    }
}
