namespace Sargam.Learning.Text;

/// <summary>Counts words and runs of words, which have a space between.</summary>
internal sealed class WordGramCounter(TfidfVectorizerOptions options, TermIndex index) : TermCounter(index)
{
    private readonly Tokenizer _tokenizer = new(options.Tokenizer);
    private readonly List<(int Start, int End)> _words = [];
    private char[] _joined = new char[4096];
    private int _length;

    protected override void CountTerms(string document)
    {
        _words.Clear();
        _length = 0;
        _tokenizer.ForEach(document, Keep);
        for (int n = options.MinGramLength; n <= options.MaxGramLength; n++)
        {
            for (int i = 0; i + n <= _words.Count; i++)
            {
                Add(Index.NumberOf(_joined.AsSpan(_words[i].Start, _words[i + n - 1].End - _words[i].Start)));
            }
        }
    }

    /// <summary>All words in one buffer with spaces between: every run of words is a slice of it.</summary>
    private void Keep(ReadOnlySpan<char> word)
    {
        if (options.StopWords == StopWordList.English && EnglishStopWords.Contains(word)) return;
        if (_length + word.Length + 1 > _joined.Length) Array.Resize(ref _joined, Math.Max(_joined.Length * 2, _length + word.Length + 1));
        word.CopyTo(_joined.AsSpan(_length));
        _words.Add((_length, _length + word.Length));
        _length += word.Length;
        _joined[_length++] = ' ';
    }
}
