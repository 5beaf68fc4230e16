namespace Sargam.Learning.Text;

/// <summary>
/// Counts runs of code points inside words with a space on either side. The terms of a word are looked up once for all its
/// occurrences: song texts repeat themselves.
/// </summary>
internal sealed class CharacterGramCounter : TermCounter
{
    private const int LongestKnownWord = 64;
    private const int MostKnownWords = 1 << 17;

    private readonly TfidfVectorizerOptions _options;
    private readonly List<int[]> _termsOfWord = [];
    private readonly List<int> _timesOfWord = [];
    private readonly List<int> _wordsPresent = [];
    private readonly List<int> _collected = [];
    private TermIndex _words = new();
    private char[] _padded = new char[LongestKnownWord + 2];
    private int[] _starts = new int[LongestKnownWord + 3];

    public CharacterGramCounter(TfidfVectorizerOptions options, TermIndex index)
        : base(index) => _options = options;

    protected override void CountTerms(string document)
    {
        string lower = LowerCase.Of(document);
        int position = 0;
        while (position < lower.Length)
        {
            while (position < lower.Length && CharacterClass.IsWhiteSpace(lower[position])) position++;
            int start = position;
            while (position < lower.Length && !CharacterClass.IsWhiteSpace(lower[position])) position++;
            if (position > start) CountWord(lower.AsSpan(start, position - start));
        }

        AddWords();
    }

    private void CountWord(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestKnownWord)
        {
            ForEachGram(word, (counter, term) => counter.Add(term));
            return;
        }

        int number = _words.NumberOf(word);
        if (number == _termsOfWord.Count)
        {
            _collected.Clear();
            ForEachGram(word, (counter, term) => counter._collected.Add(term));
            _termsOfWord.Add([.. _collected]);
            _timesOfWord.Add(0);
        }

        if (_timesOfWord[number]++ == 0) _wordsPresent.Add(number);
        if (_termsOfWord.Count == MostKnownWords) AddWords();
    }

    private void AddWords()
    {
        foreach (int word in _wordsPresent)
        {
            foreach (int term in _termsOfWord[word]) Add(term, _timesOfWord[word]);
            _timesOfWord[word] = 0;
        }

        _wordsPresent.Clear();
        if (_termsOfWord.Count < MostKnownWords) return;
        _words = new TermIndex();
        _termsOfWord.Clear();
        _timesOfWord.Clear();
    }

    /// <summary>A word no longer than n counts once, as it is, and no longer n is tried.</summary>
    private void ForEachGram(ReadOnlySpan<char> word, Action<CharacterGramCounter, int> action)
    {
        int codePointCount = Pad(word);
        for (int n = _options.MinGramLength; n <= _options.MaxGramLength; n++)
        {
            int last = Math.Max(0, codePointCount - n);
            for (int i = 0; i <= last; i++)
            {
                int end = Math.Min(codePointCount, i + n);
                action(this, Index.NumberOf(_padded.AsSpan(_starts[i], _starts[end] - _starts[i])));
            }

            if (last == 0) return;
        }
    }

    private int Pad(ReadOnlySpan<char> word)
    {
        int length = word.Length + 2;
        if (length > _padded.Length)
        {
            _padded = new char[Math.Max(length, _padded.Length * 2)];
            _starts = new int[_padded.Length + 1];
        }

        _padded[0] = _padded[length - 1] = ' ';
        word.CopyTo(_padded.AsSpan(1));
        int count = 0;
        for (int i = 0; i < length; i++)
        {
            if (!char.IsLowSurrogate(_padded[i])) _starts[count++] = i;
        }

        _starts[count] = length;
        return count;
    }
}
