using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;

namespace Sargam.Learning.Vae;

/// <summary>
/// One optimisation step on a given batch with given noise: no randomness, no data handling. Buffers are sized for the
/// largest batch once, so a step allocates nothing.
/// </summary>
internal sealed class VaeTrainer
{
    private readonly VaeNetwork _network;
    private readonly ParameterStore _parameters;
    private readonly Adam _adam;
    private readonly VaeLoss _loss;
    private readonly VaeOptions _options;
    private readonly float[] _mean;
    private readonly float[] _logVariance;
    private readonly float[] _deviation;
    private readonly float[] _latent;
    private readonly float[] _reconstruction;
    private readonly float[] _meanGradient;
    private readonly float[] _logVarianceGradient;
    private readonly float[] _latentGradient;
    private readonly float[] _reconstructionGradient;

    /// <param name="shape">Sizes of the network.</param>
    /// <param name="parameters">An empty store; the network's parameters go there, as zeros.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="maxRowCount">Rows of the largest batch.</param>
    public VaeTrainer(VaeShape shape, ParameterStore parameters, VaeOptions options, int maxRowCount)
    {
        _network = new VaeNetwork(shape, parameters);
        _parameters = parameters;
        _adam = new Adam(parameters);
        _loss = new VaeLoss(options.ReconstructionReduction, options.KlReduction);
        _options = options;
        int latentLength = checked(maxRowCount * shape.LatentSize);
        int inputLength = checked(maxRowCount * shape.InputSize);
        _mean = new float[latentLength];
        _logVariance = new float[latentLength];
        _deviation = new float[latentLength];
        _latent = new float[latentLength];
        _reconstruction = new float[inputLength];
        _meanGradient = new float[latentLength];
        _logVarianceGradient = new float[latentLength];
        _latentGradient = new float[latentLength];
        _reconstructionGradient = new float[inputLength];
    }

    public VaeNetwork Network => _network;

    /// <summary>Posterior means of the last batch.</summary>
    public ReadOnlySpan<float> Mean(int rowCount) => _mean.AsSpan(0, rowCount * _network.Shape.LatentSize);

    /// <summary>Posterior log variances of the last batch.</summary>
    public ReadOnlySpan<float> LogVariance(int rowCount) => _logVariance.AsSpan(0, rowCount * _network.Shape.LatentSize);

    /// <summary>Reconstructions of the last batch.</summary>
    public ReadOnlySpan<float> Reconstruction(int rowCount) => _reconstruction.AsSpan(0, rowCount * _network.Shape.InputSize);

    /// <summary>
    /// Computes loss and gradients of a batch and moves the weights, unless the loss is not finite: then they stay as they are.
    /// </summary>
    /// <param name="batch">Observations, rows x input size.</param>
    /// <param name="noise">Standard normal values, rows x latent size.</param>
    /// <param name="rowCount">Rows of both.</param>
    /// <param name="beta">Weight of the KL divergence in this step.</param>
    /// <returns>The loss before the step.</returns>
    public VaeLossValue Step(ReadOnlySpan<float> batch, ReadOnlySpan<float> noise, int rowCount, double beta)
    {
        VaeLossValue loss = Evaluate(batch, noise, rowCount, beta, LayerMode.Train);
        if (!double.IsFinite(loss.Total)) return loss;
        Backward(batch, noise, rowCount, beta);
        if (_options.GradientClipNorm is { } maxNorm) GradientClipping.ClipNorm(_parameters.Gradients, maxNorm);
        _adam.Step(_options.LearningRate);
        return loss;
    }

    /// <summary>The loss of a batch; the weights stay as they are.</summary>
    public VaeLossValue Evaluate(
        ReadOnlySpan<float> batch, ReadOnlySpan<float> noise, int rowCount, double beta, LayerMode mode = LayerMode.Evaluate)
    {
        Span<float> mean = _mean.AsSpan(0, noise.Length);
        Span<float> logVariance = _logVariance.AsSpan(0, noise.Length);
        Span<float> latent = _latent.AsSpan(0, noise.Length);
        Span<float> reconstruction = _reconstruction.AsSpan(0, batch.Length);
        _network.Encode(batch, mean, logVariance, rowCount, mode);
        Reparameterisation.Forward(mean, logVariance, noise, _deviation.AsSpan(0, noise.Length), latent);
        _network.Decode(latent, reconstruction, rowCount, mode);
        double error = _loss.Reconstruction(batch, reconstruction, _reconstructionGradient.AsSpan(0, batch.Length), rowCount);
        return new VaeLossValue(error, _loss.Kl(mean, logVariance, rowCount), beta);
    }

    private void Backward(ReadOnlySpan<float> batch, ReadOnlySpan<float> noise, int rowCount, double beta)
    {
        ReadOnlySpan<float> mean = _mean.AsSpan(0, noise.Length);
        ReadOnlySpan<float> deviation = _deviation.AsSpan(0, noise.Length);
        Span<float> latentGradient = _latentGradient.AsSpan(0, noise.Length);
        Span<float> meanGradient = _meanGradient.AsSpan(0, noise.Length);
        Span<float> logVarianceGradient = _logVarianceGradient.AsSpan(0, noise.Length);
        _network.DecodeBackward(
            _latent.AsSpan(0, noise.Length), _reconstruction.AsSpan(0, batch.Length),
            _reconstructionGradient.AsSpan(0, batch.Length), latentGradient, rowCount);
        Reparameterisation.Backward(noise, deviation, latentGradient, meanGradient, logVarianceGradient);
        _loss.AddKlGradient(mean, deviation, beta, meanGradient, logVarianceGradient, rowCount);
        _network.EncodeBackward(batch, mean, _logVariance.AsSpan(0, noise.Length), meanGradient, logVarianceGradient, rowCount);
    }
}
