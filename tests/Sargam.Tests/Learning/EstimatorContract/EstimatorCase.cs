using System.Runtime.InteropServices;
using Sargam.Learning;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

/// <summary>One estimator under the contract: how to make it, and what to compare of the model it fits.</summary>
internal sealed class EstimatorCase
{
    private readonly Func<ulong, MatrixView, CancellationToken, FittedModel> _fit;

    private EstimatorCase(string name, bool isClusterer, int minimumRowCount, (string, Action)[] badOptions, Func<ulong, MatrixView, CancellationToken, FittedModel> fit)
    {
        Name = name;
        IsClusterer = isClusterer;
        MinimumRowCount = minimumRowCount;
        BadOptions = badOptions;
        _fit = fit;
    }

    public string Name { get; }

    /// <summary>Whether it gives labels and confidences.</summary>
    public bool IsClusterer { get; }

    /// <summary>Fewer rows than this are an error, these and more are not.</summary>
    public int MinimumRowCount { get; }

    /// <summary>The option at fault, and a construction that must fail because of it.</summary>
    public (string Option, Action Construct)[] BadOptions { get; }

    /// <summary>Registers a clusterer.</summary>
    /// <param name="name">As the estimator calls itself in messages.</param>
    /// <param name="minimumRowCount">Rows it needs with the options that <paramref name="create"/> sets.</param>
    /// <param name="create">Makes it with a seed.</param>
    /// <param name="values">The numbers of a model beside its labels, compared bit by bit.</param>
    /// <param name="badOptions">Constructions that must fail.</param>
    public static EstimatorCase Clusterer<TModel>(
        string name, int minimumRowCount, Func<ulong, IClusterer<TModel>> create, Func<TModel, double[]> values,
        params (string Option, Action Construct)[] badOptions)
        where TModel : ClusteringModel =>
        new(name, true, minimumRowCount, badOptions, (seed, rows, token) =>
        {
            TModel model = create(seed).Fit(rows, cancellationToken: token);
            Func<MatrixView, int[]>? predict = model is IPredictor predictor ? predictor.Predict : null;
            return new FittedModel([.. model.Labels], model.Confidences(rows), values(model), predict, null) { ConfidencesOf = model.Confidences };
        });

    /// <summary>Registers a transformer; parameters as for <see cref="Clusterer"/>.</summary>
    public static EstimatorCase Transformer<TModel>(
        string name, int minimumRowCount, Func<ulong, ITransformer<TModel>> create, Func<TModel, double[]> values,
        params (string Option, Action Construct)[] badOptions)
        where TModel : ITransform =>
        new(name, false, minimumRowCount, badOptions, (seed, rows, token) =>
        {
            TModel model = create(seed).Fit(rows, cancellationToken: token);
            Assert.Equal(rows.ColumnCount, model.InputColumnCount);
            Assert.Equal(model.OutputColumnCount, model.Transform(rows).ColumnCount);
            return new FittedModel(null, null, values(model), null, model.Transform);
        });

    public FittedModel Fit(MatrixView rows, ulong seed = 1) => _fit(seed, rows, TestContext.Current.CancellationToken);

    /// <summary>Fits under a token that is cancelled already.</summary>
    public FittedModel FitCancelled(MatrixView rows) => _fit(1, rows, new CancellationToken(canceled: true));

    public override string ToString() => Name;
}

/// <summary>What the contract looks at.</summary>
internal sealed record FittedModel(int[]? Labels, float[]? Confidences, double[] Values, Func<MatrixView, int[]>? Predict, Func<MatrixView, Matrix>? Transform)
{
    /// <summary>The confidences of other rows, where that is possible.</summary>
    public Func<MatrixView, float[]>? ConfidencesOf { get; init; }

    /// <summary>Everything that the fit and its use on the rows gave, as bits.</summary>
    public long[] Bits(MatrixView rows)
    {
        var bits = new List<long>();
        if (Labels is not null) foreach (int label in Labels) bits.Add(label);
        if (Confidences is not null) foreach (int word in MemoryMarshal.Cast<float, int>(Confidences)) bits.Add(word);
        foreach (double value in Values) bits.Add(BitConverter.DoubleToInt64Bits(value));
        if (Predict is not null) foreach (int label in Predict(rows)) bits.Add(label);
        if (Transform is not null) foreach (int word in MemoryMarshal.Cast<float, int>(Transform(rows).Values)) bits.Add(word);
        return [.. bits];
    }
}
