using BenchmarkDotNet.Attributes;
using Sargam.Learning.Text;

namespace Sargam.Benchmarks.Learning;

/// <summary>Song texts of 300 words: TF-IDF of words or of characters (20,000 terms), then 64 components.</summary>
public class TextBenchmark
{
    private readonly TruncatedSvd _svd = new(new TruncatedSvdOptions { ComponentCount = 64 });
    private string[] _documents = [];
    private SparseMatrix? _rows;

    [Params(1_000, 10_000)]
    public int DocumentCount { get; set; }

    [Params(TermKind.Words, TermKind.CharactersWithinWords)]
    public TermKind Terms { get; set; }

    [GlobalSetup]
    public void MakeDocuments()
    {
        _documents = MadeUpLyrics.Make(DocumentCount, 300, seed: 1);
        _rows = Vectorize();
    }

    [Benchmark]
    public SparseMatrix Vectorize()
    {
        var options = new TfidfVectorizerOptions
        {
            Terms = Terms,
            MinGramLength = Terms == TermKind.Words ? 1 : 2,
            MaxGramLength = Terms == TermKind.Words ? 1 : 4,
            MinDocumentFrequency = 5,
            MaxTermCount = 20_000,
            Sublinear = true,
        };
        return new TfidfVectorizer(options).Fit(_documents).Transform(_documents);
    }

    [Benchmark]
    public double Decompose() => _svd.Fit(_rows!).SingularValues[0];
}
