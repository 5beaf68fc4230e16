namespace Sargam.Learning.Text;

/// <summary>
/// Documents as rows of weighted term counts: what is frequent in a document and rare elsewhere weighs most (scikit-learn:
/// <c>TfidfVectorizer</c>). Time grows with the length of the documents, memory of a fit with the number of distinct terms.
/// Stateless and thread-safe.
/// </summary>
public sealed class TfidfVectorizer
{
    private readonly TfidfVectorizerOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public TfidfVectorizer(TfidfVectorizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(TfidfVectorizerOptions));
        _options = options;
    }

    /// <summary>Learns the vocabulary and how rare each of its terms is.</summary>
    /// <param name="documents">Texts, composed (NFC); empty ones count as documents.</param>
    /// <param name="cancellationToken">Checked once per document.</param>
    /// <exception cref="ArgumentException">A document is null, or no term is left: all documents are empty, or the options drop every term.</exception>
    public TfidfVectorizerModel Fit(IReadOnlyList<string> documents, CancellationToken cancellationToken = default)
    {
        TfidfVectorizerModel.CheckDocuments(documents);
        var index = new TermIndex();
        TermStatistics statistics = Count(documents, index, cancellationToken);
        string[] terms = index.ToArray();
        List<int> kept = Select(terms, statistics, documents.Count);
        if (kept.Count == 0)
        {
            throw new ArgumentException(
                $"{nameof(TfidfVectorizer)}: no terms left of {terms.Length} in {documents.Count} documents; "
                + "MinDocumentFrequency, MinDocumentShare, MaxDocumentShare or StopWords may be too strict", nameof(documents));
        }

        string[] vocabulary = [.. kept.Select(term => terms[term])];
        double[] weights = [.. kept.Select(term => InverseDocumentFrequency(statistics.Documents[term], documents.Count))];
        return new TfidfVectorizerModel(_options, vocabulary, weights);
    }

    private TermStatistics Count(IReadOnlyList<string> documents, TermIndex index, CancellationToken cancellationToken)
    {
        var statistics = new TermStatistics();
        var counter = TermCounter.For(_options, index);
        foreach (string document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counter.Read(document);
            statistics.Reserve(index.Count);
            foreach (int term in counter.Present)
            {
                statistics.Documents[term]++;
                statistics.Occurrences[term] += counter.CountOf(term);
            }
        }

        return statistics;
    }

    /// <summary>Terms within the bounds, in code point order.</summary>
    private List<int> Select(string[] terms, TermStatistics statistics, int documentCount)
    {
        double least = Math.Max(_options.MinDocumentFrequency, _options.MinDocumentShare * documentCount);
        double most = _options.MaxDocumentShare * documentCount;
        var kept = new List<int>();
        for (int term = 0; term < terms.Length; term++)
        {
            if (statistics.Documents[term] >= least && statistics.Documents[term] <= most) kept.Add(term);
        }

        kept.Sort((a, b) => CodePointOrder.Instance.Compare(terms[a], terms[b]));
        if (_options.MaxTermCount is not { } limit || kept.Count <= limit) return kept;
        var chosen = kept.OrderByDescending(term => statistics.Occurrences[term]).Take(limit).ToHashSet(); // stable
        kept.RemoveAll(term => !chosen.Contains(term));
        return kept;
    }

    private double InverseDocumentFrequency(int documentFrequency, int documentCount)
    {
        int extra = _options.SmoothInverseDocumentFrequency ? 1 : 0;
        return Math.Log((double)(documentCount + extra) / (documentFrequency + extra)) + 1;
    }

    /// <summary>By number of the term.</summary>
    private sealed class TermStatistics
    {
        /// <summary>Documents that have it.</summary>
        public int[] Documents = [];

        /// <summary>How often it occurs in all.</summary>
        public long[] Occurrences = [];

        public void Reserve(int count)
        {
            if (count <= Documents.Length) return;
            int length = Math.Max(count, Documents.Length * 2);
            Array.Resize(ref Documents, length);
            Array.Resize(ref Occurrences, length);
        }
    }
}
