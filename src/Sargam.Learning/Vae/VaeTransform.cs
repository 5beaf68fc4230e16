using System.Numerics.Tensors;
using Sargam.Learning.Neural;
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

    private readonly VaeShape _shape;
    private readonly ParameterStore _parameters;

    /// <summary>Takes over trained weights.</summary>
    private protected VaeTransform(VaeShape shape, ParameterStore parameters)
    {
        _shape = shape;
        _parameters = parameters;
    }

    /// <inheritdoc/>
    public int InputColumnCount => _shape.InputSize;

    /// <summary>Dimensions of the latent space.</summary>
    public int OutputColumnCount => _shape.LatentSize;

    /// <summary>
    /// Copies of all weights and biases under the names that PyTorch's <c>state_dict</c> would use: encoder.0.weight,
    /// encoder.0.bias, encoder.2.weight, ..., mu.weight, mu.bias, logvar.weight, logvar.bias, decoder.0.weight, ... Weights are
    /// (outputs, inputs); odd numbers are the ReLUs between.
    /// </summary>
    public IReadOnlyList<NamedTensor> Parameters => _parameters.Export();

    /// <summary>Rebuilds a saved VAE.</summary>
    /// <param name="options">What it was trained with; only the sizes matter.</param>
    /// <param name="inputColumnCount">Columns that it was trained on.</param>
    /// <param name="parameters">What <see cref="Parameters"/> gave, in any order.</param>
    /// <exception cref="ArgumentException">The options are wrong, or a parameter is missing, unknown, given twice, of another shape or not finite.</exception>
    public static VaeTransform FromParameters(VaeOptions options, int inputColumnCount, IReadOnlyCollection<NamedTensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputColumnCount);
        OptionError.ThrowIfAny(options.Validate(), nameof(VaeOptions));
        var shape = new VaeShape(inputColumnCount, options.HiddenSizes, options.LatentSize);
        var store = new ParameterStore();
        _ = new VaeNetwork(shape, store);
        store.Import(parameters);
        store.ReleaseGradients();
        return new VaeTransform(shape, store);
    }

    /// <summary>Weights that may still change, to measure them during a fit.</summary>
    internal static VaeTransform Over(VaeShape shape, ParameterStore parameters) => new(shape, parameters);

    /// <summary>The posterior mean of each row, observations x latent dimensions.</summary>
    /// <param name="observations">Rows prepared as those of the fit were; may be empty.</param>
    /// <exception cref="ArgumentException">The input has another number of columns, or a value is not finite or beyond +-1e15.</exception>
    public Matrix Transform(MatrixView observations) => Encode(observations).Mean;

    /// <summary>The posterior of each row.</summary>
    /// <inheritdoc cref="Transform"/>
    public VaePosterior Encode(MatrixView observations)
    {
        Observations.CheckColumns(observations, nameof(VaeTransform), InputColumnCount);
        VaeInput.Check(observations, nameof(VaeTransform), minimumRowCount: 0);
        var posterior = new VaePosterior(
            new Matrix(observations.RowCount, OutputColumnCount), new Matrix(observations.RowCount, OutputColumnCount));
        VaeNetwork network = CreateNetwork();
        for (int start = 0; start < observations.RowCount; start += ChunkRowCount)
        {
            int rowCount = Math.Min(ChunkRowCount, observations.RowCount - start);
            network.Encode(
                observations.Rows(start, rowCount).Values, Rows(posterior.Mean, start, rowCount),
                Rows(posterior.LogVariance, start, rowCount), rowCount, LayerMode.Evaluate);
        }

        return posterior;
    }

    /// <summary>The observations that latent values stand for.</summary>
    /// <param name="latent">One point of the latent space per row; may be empty.</param>
    /// <exception cref="ArgumentException">The input has another number of columns than the latent space, or a value is not finite or beyond +-1e15.</exception>
    public Matrix Decode(MatrixView latent)
    {
        if (latent.ColumnCount != OutputColumnCount)
        {
            throw new ArgumentException($"the latent space has {OutputColumnCount} dimensions, got {latent.ColumnCount} columns", nameof(latent));
        }

        VaeInput.Check(latent, nameof(VaeTransform), minimumRowCount: 0);
        return DecodeUnchecked(latent);
    }

    /// <summary>What is left of each row after encoding to the posterior mean and decoding.</summary>
    /// <inheritdoc cref="Transform"/>
    public Matrix Reconstruct(MatrixView observations) => DecodeUnchecked(Transform(observations));

    /// <summary>Measures collapse and reconstruction on observations, those of the fit or others.</summary>
    /// <param name="observations">At least one row.</param>
    /// <param name="cancellationToken">Checked once per 256 rows.</param>
    /// <exception cref="ArgumentException">No rows, another number of columns, or a value is not finite or beyond +-1e15.</exception>
    public VaeDiagnostics Diagnose(MatrixView observations, CancellationToken cancellationToken = default)
    {
        Observations.CheckColumns(observations, nameof(VaeTransform), InputColumnCount);
        VaeInput.Check(observations, nameof(VaeTransform), minimumRowCount: 1);
        var statistics = new LatentStatistics(OutputColumnCount);
        var kl = new double[OutputColumnCount];
        double error = 0;
        for (int start = 0; start < observations.RowCount; start += ChunkRowCount)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MatrixView chunk = observations.Rows(start, Math.Min(ChunkRowCount, observations.RowCount - start));
            VaePosterior posterior = Encode(chunk);
            statistics.Add(posterior.Mean.Values);
            AddKl(posterior, kl);
            error += SquaredError(chunk, DecodeUnchecked(posterior.Mean));
        }

        double variation = Variation(observations);
        TensorPrimitives.Divide(kl, observations.RowCount, kl);
        return new VaeDiagnostics(statistics.ActiveUnits, kl, variation > 0 ? 1 - error / variation : 0);
    }

    private static Span<float> Rows(Matrix matrix, int start, int rowCount) =>
        matrix.Values.Slice(start * matrix.ColumnCount, rowCount * matrix.ColumnCount);

    private static void AddKl(VaePosterior posterior, double[] sums)
    {
        for (int row = 0; row < posterior.Mean.RowCount; row++)
        {
            ReadOnlySpan<float> mean = posterior.Mean.Row(row);
            ReadOnlySpan<float> logVariance = posterior.LogVariance.Row(row);
            for (int i = 0; i < sums.Length; i++) sums[i] += VaeLoss.Kl(mean[i], logVariance[i]);
        }
    }

    private static double SquaredError(MatrixView expected, MatrixView actual)
    {
        double sum = 0;
        for (int row = 0; row < expected.RowCount; row++)
        {
            float distance = TensorPrimitives.Distance(expected.Row(row), actual.Row(row));
            sum += (double)distance * distance;
        }

        return sum;
    }

    private static double Variation(MatrixView observations)
    {
        var means = new double[observations.ColumnCount];
        for (int row = 0; row < observations.RowCount; row++)
        {
            ReadOnlySpan<float> values = observations.Row(row);
            for (int i = 0; i < means.Length; i++) means[i] += values[i];
        }

        TensorPrimitives.Divide(means, observations.RowCount, means);
        double sum = 0;
        for (int row = 0; row < observations.RowCount; row++)
        {
            ReadOnlySpan<float> values = observations.Row(row);
            for (int i = 0; i < means.Length; i++) sum += (values[i] - means[i]) * (values[i] - means[i]);
        }

        return sum;
    }

    private Matrix DecodeUnchecked(MatrixView latent)
    {
        var reconstruction = new Matrix(latent.RowCount, InputColumnCount);
        VaeNetwork network = CreateNetwork();
        for (int start = 0; start < latent.RowCount; start += ChunkRowCount)
        {
            int rowCount = Math.Min(ChunkRowCount, latent.RowCount - start);
            network.Decode(latent.Rows(start, rowCount).Values, Rows(reconstruction, start, rowCount), rowCount, LayerMode.Evaluate);
        }

        return reconstruction;
    }

    // Activations belong to a network, so each call has its own over the shared weights.
    private VaeNetwork CreateNetwork() => new(_shape, _parameters.ForInference());
}
