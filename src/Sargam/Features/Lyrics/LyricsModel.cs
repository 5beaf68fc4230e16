using System.Text.Json;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Features.Lyrics;

/// <summary>How texts become numbers, as learned from a collection: terms, reduction, centring, scale. Immutable.</summary>
internal sealed class LyricsModel
{
    private const string DescriptionKey = "lyrics";
    private const string VocabularyKey = "lyrics.vocabulary";
    private const string Idf = "lyrics.idf";
    private const string Components = "lyrics.components";
    private const string Mean = "lyrics.mean";
    private const string CentreMean = "lyrics.centre.mean";
    private const string CentreOffsets = "lyrics.centre.offsets";
    private const string Divisor = "lyrics.divisor";

    private readonly TfidfVectorizerModel _terms;
    private readonly double[]? _components;
    private readonly double[]? _componentMean;
    private readonly GroupCentringModel _centring;
    private readonly double[] _divisor;

    /// <summary>Joins the parts.</summary>
    /// <param name="terms">Weighs terms.</param>
    /// <param name="components">A row of the terms' weights per number; null where the terms are the numbers.</param>
    /// <param name="componentMean">Subtracted from the terms' weights first (PCA); null for nothing.</param>
    /// <param name="centring">Subtracts the mean of all or of a language.</param>
    /// <param name="languages">The languages that centring knows, in the order of its groups.</param>
    /// <param name="divisor">What each centred number is divided by.</param>
    public LyricsModel(
        TfidfVectorizerModel terms, double[]? components, double[]? componentMean, GroupCentringModel centring, IReadOnlyList<string> languages, double[] divisor)
    {
        (_terms, _components, _componentMean, _centring, Languages, _divisor) = (terms, components, componentMean, centring, languages, divisor);
        long expected = (long)ColumnCount * terms.Vocabulary.Count;
        if (components is not null && components.Length != expected) throw new ArgumentException($"components must have {expected} values, got {components.Length}", nameof(components));
        if (componentMean is not null && componentMean.Length != terms.Vocabulary.Count) throw new ArgumentException($"componentMean must have {terms.Vocabulary.Count} values, got {componentMean.Length}", nameof(componentMean));
        if (components is null && ColumnCount != terms.Vocabulary.Count) throw new ArgumentException("without components the numbers are the terms", nameof(divisor));
        if (centring.Mean.Count != ColumnCount) throw new ArgumentException($"centring must have {ColumnCount} columns, got {centring.Mean.Count}", nameof(centring));
        if (divisor.Any(value => !(value > 0) || !double.IsFinite(value))) throw new ArgumentException("divisor must be above 0 and finite", nameof(divisor));
    }

    /// <summary>Numbers per text.</summary>
    public int ColumnCount => _divisor.Length;

    /// <summary>The terms.</summary>
    public IReadOnlyList<string> Vocabulary => _terms.Vocabulary;

    /// <summary>The languages whose means are taken out; empty when only the mean of all is.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Texts as numbers.</summary>
    /// <param name="texts">Cleaned lyrics.</param>
    /// <param name="languages">The language of each; one that the model does not know has the mean of all taken out.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    public Matrix Transform(IReadOnlyList<string> texts, IReadOnlyList<string> languages, CancellationToken cancellationToken = default)
    {
        Matrix reduced = Reduced(_terms.Transform(texts, cancellationToken), _components, _componentMean, ColumnCount, cancellationToken);
        Matrix centred = Languages.Count == 0
            ? _centring.Transform(reduced)
            : _centring.Transform(reduced, [.. languages.Select(language => IndexOf(language))]);
        return Scaled(centred, _divisor);
    }

    /// <summary>Projects weighted terms on components.</summary>
    internal static Matrix Reduced(SparseMatrix weights, double[]? components, double[]? mean, int columns, CancellationToken cancellationToken)
    {
        if (components is null) return weights.ToMatrix();
        int termCount = weights.ColumnCount;
        double[] byTerm = Transposed(components, columns, termCount);
        double[] projected = weights.Multiply(byTerm, columns, cancellationToken);
        double[] offset = new double[columns];
        if (mean is not null)
        {
            for (int term = 0; term < termCount; term++)
            {
                for (int c = 0; c < columns; c++) offset[c] += mean[term] * byTerm[term * columns + c];
            }
        }

        return Matrix.Wrap([.. projected.Select((value, i) => (float)(value - offset[i % columns]))], weights.RowCount, columns);
    }

    internal static Matrix Scaled(Matrix values, double[] divisor)
    {
        for (int row = 0; row < values.RowCount; row++)
        {
            Span<float> numbers = values.Row(row);
            for (int j = 0; j < numbers.Length; j++) numbers[j] = (float)(numbers[j] / divisor[j]);
        }

        return values;
    }

    /// <summary>Adds the model to a file of tensors.</summary>
    public void AddTo(IDictionary<string, Tensor> tensors, IDictionary<string, string> metadata)
    {
        tensors[Idf] = Vector(_terms.InverseDocumentFrequency);
        if (_components is not null) tensors[Components] = new Tensor([ColumnCount, Vocabulary.Count], Floats(_components));
        if (_componentMean is not null) tensors[Mean] = Vector(_componentMean);
        tensors[CentreMean] = Vector(_centring.Mean);
        if (Languages.Count > 0) tensors[CentreOffsets] = new Tensor([Languages.Count, ColumnCount], Floats(_centring.Offsets));
        tensors[Divisor] = Vector(_divisor);
        metadata[DescriptionKey] = JsonSerializer.Serialize(new Description(Languages, _terms.Options));
        metadata[VocabularyKey] = string.Join('\n', Vocabulary); // no term has a line break
    }

    /// <summary>Reads a model that need not be trusted; null where the file has none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="ArgumentException">Its parts do not fit each other.</exception>
    public static LyricsModel? ReadFrom(Safetensors file)
    {
        if (!file.Metadata.TryGetValue(DescriptionKey, out string? json)) return null;
        Description description;
        try
        {
            description = JsonSerializer.Deserialize<Description>(json) is { Options: not null, Languages: not null } read ? read : throw new InvalidDataException("the model of the lyrics is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"the model of the lyrics cannot be read: {error.Message}", error);
        }

        var terms = new TfidfVectorizerModel(description.Options, file.Metadata.GetValueOrDefault(VocabularyKey, "").Split('\n'), Values(file, Idf)!);
        var centring = new GroupCentringModel(Values(file, CentreMean)!, [.. Enumerable.Range(0, description.Languages.Count)], description.Languages.Count == 0 ? [] : Values(file, CentreOffsets)!);
        return new LyricsModel(terms, Values(file, Components, isRequired: false), Values(file, Mean, isRequired: false), centring, description.Languages, Values(file, Divisor)!);
    }

    private int IndexOf(string language)
    {
        for (int i = 0; i < Languages.Count; i++)
        {
            if (Languages[i] == language) return i;
        }

        return -1;
    }

    private static double[] Transposed(double[] rows, int rowCount, int columnCount)
    {
        var columns = new double[rows.Length];
        for (int i = 0; i < rowCount; i++)
        {
            for (int j = 0; j < columnCount; j++) columns[j * rowCount + i] = rows[i * columnCount + j];
        }

        return columns;
    }

    private static double[]? Values(Safetensors file, string name, bool isRequired = true) =>
        file.Tensors.TryGetValue(name, out Tensor? tensor) ? [.. tensor.Values.ToArray().Select(value => (double)value)]
        : isRequired ? throw new InvalidDataException($"{name} is missing") : null;

    private static float[] Floats(IReadOnlyList<double> values) => [.. values.Select(value => (float)value)];

    private static Tensor Vector(IReadOnlyList<double> values) => new([values.Count], Floats(values));

    private sealed record Description(IReadOnlyList<string> Languages, TfidfVectorizerOptions Options);
}
