using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Text;

/// <summary>The vocabulary and weights that <see cref="TfidfVectorizer"/> learned: immutable.</summary>
public sealed class TfidfVectorizerModel
{
    private const int DocumentsPerChunk = 128;

    private readonly string[] _vocabulary;
    private readonly double[] _inverseDocumentFrequency;
    private readonly TermIndex _index;

    /// <summary>Rebuilds a model, for instance from a file. No term has a line break in it, so they can be stored as lines.</summary>
    /// <param name="options">Those of the fit.</param>
    /// <param name="vocabulary">The term of each column; distinct.</param>
    /// <param name="inverseDocumentFrequency">The weight of each term, at least 0.</param>
    /// <exception cref="ArgumentException">An option is out of range, the lengths differ, a term is null or there twice, or a weight is not finite.</exception>
    public TfidfVectorizerModel(
        TfidfVectorizerOptions options, IReadOnlyList<string> vocabulary, IReadOnlyList<double> inverseDocumentFrequency)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(inverseDocumentFrequency);
        OptionError.ThrowIfAny(options.Validate(), nameof(TfidfVectorizerOptions));
        if (inverseDocumentFrequency.Count != vocabulary.Count)
        {
            throw new ArgumentException(
                $"inverseDocumentFrequency must have {vocabulary.Count} values as vocabulary has, got {inverseDocumentFrequency.Count}", nameof(inverseDocumentFrequency));
        }

        CheckVocabulary(vocabulary, inverseDocumentFrequency);
        Options = options;
        _vocabulary = [.. vocabulary];
        _inverseDocumentFrequency = [.. inverseDocumentFrequency];
        _index = new TermIndex(_vocabulary);
    }

    /// <summary>How documents are read.</summary>
    public TfidfVectorizerOptions Options { get; }

    /// <summary>The term of each column, in code point order after a fit (scikit-learn: <c>get_feature_names_out</c>).</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary;

    /// <summary>The weight of each term: 1 + ln(documents / documents that have it), see the options (scikit-learn: <c>idf_</c>).</summary>
    public IReadOnlyList<double> InverseDocumentFrequency => _inverseDocumentFrequency;

    /// <summary>Counts and weighs the terms of each document. One without any known term is a row of zeros.</summary>
    /// <param name="documents">Texts, composed (NFC).</param>
    /// <param name="cancellationToken">Checked once per chunk of documents.</param>
    /// <returns>One row per document, one column per term of the vocabulary. The same bits at any thread count.</returns>
    /// <exception cref="ArgumentException">A document is null.</exception>
    public SparseMatrix Transform(IReadOnlyList<string> documents, CancellationToken cancellationToken = default)
    {
        CheckDocuments(documents);
        SparseRows[] parts = FixedChunks.Map(documents.Count, DocumentsPerChunk, (start, end) =>
        {
            var rows = new SparseRows();
            var counter = TermCounter.For(Options, _index);
            for (int i = start; i < end; i++)
            {
                counter.Read(documents[i]);
                AppendRow(rows, counter);
            }

            return rows;
        }, cancellationToken);
        return SparseRows.Join(parts, documents.Count, _vocabulary.Length);
    }

    internal static void CheckDocuments(IReadOnlyList<string> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        for (int i = 0; i < documents.Count; i++)
        {
            if (documents[i] is null) throw new ArgumentException($"documents must not be null, document {i} is", nameof(documents));
        }
    }

    private void AppendRow(SparseRows rows, TermCounter counter)
    {
        counter.Present.Sort();
        double norm = 0;
        int start = rows.Values.Count;
        foreach (int term in counter.Present)
        {
            double frequency = Options.Sublinear ? Math.Log(counter.CountOf(term)) + 1 : counter.CountOf(term);
            double value = frequency * _inverseDocumentFrequency[term];
            rows.Columns.Add(term);
            rows.Values.Add(value);
            norm += Options.Norm == RowNorm.L2 ? value * value : value;
        }

        rows.Lengths.Add(counter.Present.Count);
        if (Options.Norm == RowNorm.None || !(norm > 0)) return;
        if (Options.Norm == RowNorm.L2) norm = Math.Sqrt(norm);
        for (int e = start; e < rows.Values.Count; e++) rows.Values[e] /= norm;
    }

    private static void CheckVocabulary(IReadOnlyList<string> vocabulary, IReadOnlyList<double> weights)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < vocabulary.Count; i++)
        {
            if (vocabulary[i] is null || !seen.Add(vocabulary[i]))
            {
                throw new ArgumentException($"vocabulary must be distinct terms, term {i} is {vocabulary[i] ?? "null"}{(vocabulary[i] is null ? "" : " again")}", nameof(vocabulary));
            }

            if (!(weights[i] >= 0) || !double.IsFinite(weights[i]))
            {
                throw new ArgumentException($"inverseDocumentFrequency must be finite and not negative, value {i} is {weights[i]}", nameof(weights));
            }
        }
    }
}
