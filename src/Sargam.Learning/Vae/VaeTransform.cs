using Sargam.Learning.Neural;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Learning.Vae.Networks;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;

namespace Sargam.Learning.Vae;

/// <summary>
/// A VAE's weights at work: encodes and decodes. Immutable and thread-safe; a row's result does not depend on its neighbours
/// beyond rounding.
/// </summary>
public class VaeTransform : ITransform
{
    // Small enough for the activations to stay in cache, large enough for fast products.
    private const int ChunkRowCount = 256;

    // Options that ask for far more weights than were saved are not worth the memory; a few too many deserve to be named.
    private const int SlackLength = 1 << 20;

    private readonly VaeOptions _options;
    private readonly VaeShape _shape;
    private readonly ParameterStore _parameters;

    /// <summary>Takes over trained weights.</summary>
    private protected VaeTransform(VaeOptions options, VaeShape shape, ParameterStore parameters)
    {
        _options = options;
        _shape = shape;
        _parameters = parameters;
    }

    /// <summary>Columns of the first modality.</summary>
    public int InputColumnCount => _shape.Branches[0].Size;

    /// <summary>Dimensions of the latent space.</summary>
    public int OutputColumnCount => _shape.LatentSize;

    /// <summary>Classes that it is conditioned on; 0 when it is not.</summary>
    public int ClassCount => _shape.ClassCount;

    /// <summary>Whether posteriors have a variance: not those of a plain autoencoder.</summary>
    internal bool IsVariational => _shape.IsVariational;

    /// <summary>
    /// Copies of all weights under the names and in the layouts that PyTorch's <c>state_dict</c> would use: encoder.0.weight,
    /// encoder.0.bias, encoder.2.weight, ..., mu.weight, mu.bias, logvar.weight, logvar.bias, decoder.0.weight, ... Weights are
    /// (outputs, inputs, ...); numbers left out are layers without weights. With several modalities the modality's name comes in
    /// between: encoder.audio.0.weight.
    /// </summary>
    public IReadOnlyList<NamedTensor> Parameters => _parameters.Export();

    /// <summary>Rebuilds a saved VAE of one modality.</summary>
    /// <param name="options">What it was trained with; only what shapes the network matters.</param>
    /// <param name="inputColumnCount">Columns that it was trained on.</param>
    /// <param name="parameters">What <see cref="Parameters"/> gave, in any order.</param>
    /// <exception cref="ArgumentException">The options are wrong, or a parameter is missing, unknown, given twice, of another shape or not finite.</exception>
    public static VaeTransform FromParameters(VaeOptions options, int inputColumnCount, IReadOnlyCollection<NamedTensor> parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputColumnCount);
        return FromParameters(options, [("features", [inputColumnCount])], classCount: 0, parameters);
    }

    /// <summary>Rebuilds a saved VAE.</summary>
    /// <param name="options">What it was trained with; only what shapes the network matters.</param>
    /// <param name="modalities">Names and shapes of its modalities, as in the data of the fit.</param>
    /// <param name="classCount">Classes of its condition; 0 without one.</param>
    /// <param name="parameters">What <see cref="Parameters"/> gave, in any order.</param>
    /// <exception cref="ArgumentException">The options are wrong, or a parameter is missing, unknown, given twice, of another shape or not finite.</exception>
    public static VaeTransform FromParameters(
        VaeOptions options, IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> modalities, int classCount, IReadOnlyCollection<NamedTensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(modalities);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(classCount);
        OptionError.ThrowIfAny(options.Validate(), nameof(VaeOptions));
        var shape = VaeShape.Of(options, modalities, classCount);
        var store = new ParameterStore(lengthLimit: 2 * parameters.Sum(parameter => (long)parameter.Values.Length) + SlackLength);
        _ = new VaeNetwork(shape, store);
        _ = new VaeObjective(options, shape, store);
        store.Import(parameters);
        store.ReleaseGradients();
        return new VaeTransform(options, shape, store);
    }

    /// <summary>Weights that may still change, to measure them during a fit.</summary>
    internal static VaeTransform Over(VaeOptions options, VaeShape shape, ParameterStore parameters) => new(options, shape, parameters);

    /// <summary>The posterior mean of each row, observations x latent dimensions; a conditional model averages over the classes.</summary>
    /// <param name="observations">Rows prepared as those of the fit were; may be empty.</param>
    /// <exception cref="ArgumentException">
    /// The model has several modalities, the input has another number of columns, or a value is not finite or beyond +-1e15.
    /// </exception>
    public Matrix Transform(MatrixView observations) => Encode(observations).Mean;

    /// <summary>The posterior of each row; a conditional model averages over the classes.</summary>
    /// <inheritdoc cref="Transform"/>
    public VaePosterior Encode(MatrixView observations) => Encode(DataOf(observations), ConditionEncoding.Average);

    /// <summary>The posterior of each row.</summary>
    /// <param name="data">Modalities prepared as those of the fit were; the condition is needed for all encodings but the average.</param>
    /// <param name="condition">What a conditional encoder is told; without effect where the encoder is told nothing.</param>
    /// <param name="shuffleSeed">Seed of <see cref="ConditionEncoding.Shuffled"/>.</param>
    /// <param name="cancellationToken">Checked once per 256 rows.</param>
    /// <exception cref="ArgumentException">Other modalities or classes than those of the fit, or a value is not finite or beyond +-1e15.</exception>
    public VaePosterior Encode(
        VaeData data, ConditionEncoding condition = ConditionEncoding.Given, ulong shuffleSeed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckData(data);
        int[]? classes = ConditionClasses.For(_shape, data, condition, shuffleSeed);
        var posterior = new VaePosterior(new Matrix(data.RowCount, OutputColumnCount), new Matrix(data.RowCount, OutputColumnCount));
        new Encoder(this, data, classes).Run(posterior, cancellationToken);
        return posterior;
    }

    /// <summary>The observations of the first modality that latent values stand for; a conditional model uses the average of the classes.</summary>
    /// <param name="latent">One point of the latent space per row; may be empty.</param>
    /// <exception cref="ArgumentException">The input has another number of columns than the latent space, or a value is not finite or beyond +-1e15.</exception>
    public Matrix Decode(MatrixView latent) => DecodeAll(latent)[0];

    /// <summary>The observations of every modality that latent values stand for.</summary>
    /// <param name="latent">One point of the latent space per row; may be empty.</param>
    /// <param name="condition">The classes to decode for; null is the average.</param>
    /// <exception cref="ArgumentException">Another number of columns, rows or classes than expected, or a value is not finite or beyond +-1e15.</exception>
    public IReadOnlyList<Matrix> DecodeAll(MatrixView latent, VaeCondition? condition = null)
    {
        if (latent.ColumnCount != OutputColumnCount)
        {
            throw new ArgumentException($"the latent space has {OutputColumnCount} dimensions, got {latent.ColumnCount} columns", nameof(latent));
        }

        VaeInput.Check(latent, nameof(VaeTransform), minimumRowCount: 0);
        if (condition is not null && (condition.ClassCount != ClassCount || condition.Classes.Count != latent.RowCount))
        {
            throw new ArgumentException(
                $"condition must give {latent.RowCount} rows one of {ClassCount} classes, got {condition.Classes.Count} of {condition.ClassCount}", nameof(condition));
        }

        return DecodeUnchecked(latent, condition);
    }

    /// <summary>What is left of each row after encoding to the posterior mean and decoding.</summary>
    /// <inheritdoc cref="Transform"/>
    public Matrix Reconstruct(MatrixView observations) => DecodeUnchecked(Transform(observations), null)[0];

    /// <summary>
    /// Probabilities of the components of a mixture prior given latent values, rows x components (VaDE's cluster probabilities).
    /// </summary>
    /// <param name="latent">One point of the latent space per row, such as posterior means.</param>
    /// <exception cref="InvalidOperationException">The prior is a standard normal.</exception>
    /// <exception cref="ArgumentException">Another number of columns than latent dimensions.</exception>
    public Matrix ComponentProbabilities(MatrixView latent)
    {
        ParameterStore store = _parameters.ForInference();
        _ = new VaeNetwork(_shape, store);
        MixturePrior mixture = new VaeObjective(_options, _shape, store).Mixture
            ?? throw new InvalidOperationException("the prior is a standard normal: set PriorComponentCount for a mixture");
        Observations.CheckColumns(latent, nameof(VaeTransform), OutputColumnCount);
        var shares = new double[latent.RowCount * _options.PriorComponentCount];
        mixture.Responsibilities(latent.Values, shares, latent.RowCount);
        return Matrix.Wrap([.. shares.Select(share => (float)share)], latent.RowCount, _options.PriorComponentCount);
    }

    /// <summary>Measures collapse and reconstruction on observations of one modality, those of the fit or others.</summary>
    /// <param name="observations">At least one row.</param>
    /// <param name="cancellationToken">Checked once per 256 rows.</param>
    /// <exception cref="ArgumentException">No rows, another number of columns, or a value is not finite or beyond +-1e15.</exception>
    public VaeDiagnostics Diagnose(MatrixView observations, CancellationToken cancellationToken = default) =>
        Diagnose(DataOf(observations), cancellationToken);

    /// <summary>Measures collapse and reconstruction on observations, those of the fit or others, with the classes given.</summary>
    /// <inheritdoc cref="Diagnose(MatrixView, CancellationToken)"/>
    public VaeDiagnostics Diagnose(VaeData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckData(data);
        if (data.RowCount == 0) throw new ArgumentException($"{nameof(VaeTransform)} needs at least 1 observations, got 0", nameof(data));
        var statistics = new LatentStatistics(OutputColumnCount);
        ReconstructionQuality[] qualities = [.. data.Modalities.Select(modality => new ReconstructionQuality(modality))];
        VaePosterior posterior = Encode(data, ConditionEncoding.Given, cancellationToken: cancellationToken);
        statistics.Add(posterior.Mean.Values, _shape.IsVariational ? posterior.LogVariance.Values : []);
        for (int start = 0; start < data.RowCount; start += ChunkRowCount)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(ChunkRowCount, data.RowCount - start);
            VaeCondition? condition = data.Condition is { } all ? new VaeCondition([.. all.Classes.Skip(start).Take(count)], all.ClassCount) : null;
            List<Matrix> decoded = DecodeUnchecked(posterior.Mean.View.Rows(start, count), condition);
            for (int i = 0; i < qualities.Length; i++) qualities[i].Add(start, decoded[i]);
        }

        return new VaeDiagnostics(statistics, qualities, ComponentShares(posterior.Mean));
    }

    private static Span<float> Rows(Matrix matrix, int start, int rowCount) =>
        matrix.Values.Slice(start * matrix.ColumnCount, rowCount * matrix.ColumnCount);

    private double[] ComponentShares(MatrixView latent)
    {
        var shares = new double[_options.PriorComponentCount];
        if (shares.Length == 0) return shares;
        MatrixView probabilities = ComponentProbabilities(latent);
        for (int row = 0; row < probabilities.RowCount; row++)
        {
            shares[System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities.Row(row))] += 1.0 / probabilities.RowCount;
        }

        return shares;
    }

    private VaeData DataOf(MatrixView observations)
    {
        if (_shape.Branches.Count > 1) throw new ArgumentException($"the model has {_shape.Branches.Count} modalities: encode a VaeData");
        Observations.CheckColumns(observations, nameof(VaeTransform), InputColumnCount);
        return new VaeData([new VaeModality(observations, _shape.Branches[0].Shape, name: _shape.Branches[0].Name)]);
    }

    private void CheckData(VaeData data)
    {
        if (data.Modalities.Count != _shape.Branches.Count)
        {
            throw new ArgumentException($"{nameof(VaeTransform)} was fitted on {_shape.Branches.Count} modalities, got {data.Modalities.Count}");
        }

        for (int i = 0; i < data.Modalities.Count; i++)
        {
            Observations.CheckColumns(data.Modalities[i].Values, nameof(VaeTransform), _shape.Branches[i].Size);
        }

        VaeInput.Check(data, nameof(VaeTransform), minimumRowCount: 0);
    }

    private List<Matrix> DecodeUnchecked(MatrixView latent, VaeCondition? condition)
    {
        List<Matrix> decoded = [.. _shape.Branches.Select(branch => new Matrix(latent.RowCount, branch.Size))];
        VaeNetwork network = CreateNetwork(out float[] shares);
        var batch = new VaeBatch(_shape, Math.Min(ChunkRowCount, latent.RowCount));
        float[][] buffers = [.. _shape.Branches.Select(branch => new float[batch.Capacity * branch.Size])];
        for (int start = 0; start < latent.RowCount; start += ChunkRowCount)
        {
            int count = Math.Min(ChunkRowCount, latent.RowCount - start);
            batch.SetRowCount(count);
            for (int row = 0; ClassCount > 0 && row < count; row++) batch.SetClass(row, condition?.Classes[start + row] ?? VaeCondition.Unknown, shares);
            network.Decode(batch, latent.Rows(start, count).Values, buffers, LayerMode.Evaluate);
            for (int i = 0; i < decoded.Count; i++)
            {
                Span<float> rows = Rows(decoded[i], start, count);
                buffers[i].AsSpan(0, rows.Length).CopyTo(rows);
                if (_options.Branches[i].Loss == ReconstructionLoss.BinaryCrossEntropy) System.Numerics.Tensors.TensorPrimitives.Sigmoid<float>(rows, rows);
            }
        }

        return decoded;
    }

    // Activations belong to a network, so each call has its own over the shared weights.
    private VaeNetwork CreateNetwork(out float[] classShares)
    {
        var network = new VaeNetwork(_shape, _parameters.ForInference());
        classShares = network.ClassShares.ToArray();
        return network;
    }

    /// <summary>One pass over data; where a class is unknown, the average over all classes.</summary>
    private sealed class Encoder(VaeTransform transform, VaeData data, int[]? classes)
    {
        private readonly VaeNetwork _network = transform.CreateNetwork(out _);
        private readonly VaeBatch _batch = new(transform._shape, Math.Min(ChunkRowCount, data.RowCount));
        private readonly int[] _rows = new int[Math.Min(ChunkRowCount, data.RowCount)];

        public void Run(VaePosterior posterior, CancellationToken cancellationToken)
        {
            for (int start = 0; start < data.RowCount; start += ChunkRowCount)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<int> rows = _rows.AsSpan(0, Math.Min(ChunkRowCount, data.RowCount - start));
                for (int i = 0; i < rows.Length; i++) rows[i] = start + i;
                ReadOnlySpan<float> shares = _network.ClassShares;
                _batch.Gather(data, rows, shares);
                Span<float> mean = Rows(posterior.Mean, start, rows.Length);
                Span<float> logVariance = Rows(posterior.LogVariance, start, rows.Length);
                if (classes is null) _network.Encode(_batch, mean, logVariance, LayerMode.Evaluate);
                else EncodeClasses(start, rows.Length, mean, logVariance);
            }
        }

        private void EncodeClasses(int start, int count, Span<float> mean, Span<float> logVariance)
        {
            for (int i = 0; i < count; i++) _batch.SetClass(i, classes![start + i], _network.ClassShares);
            _network.Encode(_batch, mean, logVariance, LayerMode.Evaluate);
            if (!classes.AsSpan(start, count).Contains(VaeCondition.Unknown)) return;
            var average = new ClassAverage(mean.Length);
            var classMean = new float[mean.Length];
            var classLogVariance = new float[mean.Length];
            for (int label = 0; label < transform.ClassCount; label++)
            {
                for (int i = 0; i < count; i++) _batch.SetClass(i, label, []);
                _network.Encode(_batch, classMean, classLogVariance, LayerMode.Evaluate);
                average.Add(_network.ClassShares[label], classMean, classLogVariance);
            }

            for (int i = 0; i < count; i++)
            {
                if (classes![start + i] < 0) average.WriteRow(i, transform.OutputColumnCount, mean, logVariance);
            }
        }
    }
}
