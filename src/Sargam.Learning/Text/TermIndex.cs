namespace Sargam.Learning.Text;

/// <summary>Numbers terms: in the order they are first met, or, over a given vocabulary, by their place in it.</summary>
internal sealed class TermIndex
{
    private readonly Dictionary<string, int> _numbers;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly bool _growing;

    /// <summary>Empty; a new term gets the next number.</summary>
    public TermIndex()
    {
        _numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        _growing = true;
    }

    /// <summary>Over distinct terms; unknown ones have no number.</summary>
    public TermIndex(IReadOnlyList<string> vocabulary)
        : this()
    {
        _growing = false;
        _numbers.EnsureCapacity(vocabulary.Count);
        for (int i = 0; i < vocabulary.Count; i++) _numbers.Add(vocabulary[i], i);
    }

    public int Count => _numbers.Count;

    /// <summary>The term's number; -1 when it is unknown and the vocabulary is given. A fixed index may be read by many threads.</summary>
    public int NumberOf(ReadOnlySpan<char> term)
    {
        if (_lookup.TryGetValue(term, out int number)) return number;
        if (!_growing) return -1;
        number = _numbers.Count;
        _lookup[term] = number;
        return number;
    }

    /// <summary>All terms by number.</summary>
    public string[] ToArray()
    {
        var terms = new string[_numbers.Count];
        foreach ((string term, int number) in _numbers) terms[number] = term;
        return terms;
    }
}
