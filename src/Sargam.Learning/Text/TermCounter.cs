namespace Sargam.Learning.Text;

/// <summary>Counts the terms of one document after another. For one thread; the index may be shared when it is fixed.</summary>
internal abstract class TermCounter(TermIndex index)
{
    private readonly List<int> _present = [];
    private int[] _counts = new int[Math.Max(16, index.Count)];

    /// <summary>The terms of the last document, each once, in the order they were met.</summary>
    public List<int> Present => _present;

    protected TermIndex Index { get; } = index;

    public static TermCounter For(TfidfVectorizerOptions options, TermIndex index) =>
        options.Terms == TermKind.Words ? new WordGramCounter(options, index) : new CharacterGramCounter(options, index);

    /// <summary>How often a term is in the last document.</summary>
    public int CountOf(int term) => _counts[term];

    /// <summary>Forgets the last document and counts the next.</summary>
    public void Read(string document)
    {
        foreach (int term in _present) _counts[term] = 0;
        _present.Clear();
        CountTerms(document);
    }

    protected abstract void CountTerms(string document);

    /// <summary>Counts a term; a number below 0 is an unknown one.</summary>
    protected void Add(int term, int times = 1)
    {
        if (term < 0) return;
        if (term >= _counts.Length) Array.Resize(ref _counts, Math.Max(term + 1, Index.Count * 2));
        if (_counts[term] == 0) _present.Add(term);
        _counts[term] += times;
    }
}
