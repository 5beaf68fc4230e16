using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Learning.Vae.Networks;
using Sargam.Learning.Vae.Objective;

namespace Sargam.Learning.Vae.Training;

/// <summary>
/// One optimisation step on a given batch with given noise: no randomness of its own, no data handling. Buffers are sized for
/// the largest batch once, so a step allocates nothing.
/// </summary>
internal sealed class VaeTrainer
{
    private readonly ParameterStore _parameters;
    private readonly IOptimizer _optimizer;
    private readonly double? _clipNorm;
    private readonly float[] _mean;
    private readonly float[] _logVariance;
    private readonly float[] _deviation;
    private readonly float[] _latent;
    private readonly float[] _meanGradient;
    private readonly float[] _logVarianceGradient;
    private readonly float[] _latentGradient;
    private readonly float[][] _reconstructions;
    private readonly float[][] _reconstructionGradients;

    /// <param name="shape">Sizes of the network.</param>
    /// <param name="parameters">An empty store; the network's parameters go there, as zeros.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="maxRowCount">Rows of the largest batch.</param>
    public VaeTrainer(VaeShape shape, ParameterStore parameters, VaeOptions options, int maxRowCount)
    {
        Network = new VaeNetwork(shape, parameters);
        Objective = new VaeObjective(options, shape, parameters);
        IsSampling = options.IsVariational;
        _parameters = parameters;
        _optimizer = OptimizerKinds.Create(options, parameters);
        _clipNorm = options.GradientClipNorm;
        int latentLength = checked(maxRowCount * shape.LatentSize);
        _mean = new float[latentLength];
        _logVariance = new float[latentLength];
        _deviation = new float[latentLength];
        _latent = new float[latentLength];
        _meanGradient = new float[latentLength];
        _logVarianceGradient = new float[latentLength];
        _latentGradient = new float[latentLength];
        _reconstructions = [.. shape.Branches.Select(branch => new float[checked(maxRowCount * branch.Size)])];
        _reconstructionGradients = [.. shape.Branches.Select(branch => new float[checked(maxRowCount * branch.Size)])];
    }

    public VaeNetwork Network { get; }

    public VaeObjective Objective { get; }

    /// <summary>The optimiser, whose state a checkpoint keeps.</summary>
    public IOptimizer Optimizer => _optimizer;

    /// <summary>Whether latent values are drawn from the posterior; false is a plain autoencoder, which has no divergence either.</summary>
    public bool IsSampling { get; set; }

    /// <summary>Posterior means of the last batch.</summary>
    public ReadOnlySpan<float> Mean(int rowCount) => _mean.AsSpan(0, rowCount * Network.Shape.LatentSize);

    /// <summary>Posterior log variances of the last batch.</summary>
    public ReadOnlySpan<float> LogVariance(int rowCount) => _logVariance.AsSpan(0, rowCount * Network.Shape.LatentSize);

    /// <summary>Reconstructions of a modality in the last batch.</summary>
    public ReadOnlySpan<float> Reconstruction(int rowCount, int branch = 0) =>
        _reconstructions[branch].AsSpan(0, rowCount * Network.Shape.Branches[branch].Size);

    /// <summary>
    /// Computes loss and gradients of a batch and moves the weights, unless the loss is not finite: then they stay as they are.
    /// </summary>
    /// <param name="batch">Observations.</param>
    /// <param name="noise">Standard normal values, rows x latent size.</param>
    /// <param name="beta">Weight of the KL divergence in this step.</param>
    /// <param name="learningRate">Step size.</param>
    /// <returns>The loss before the step.</returns>
    public VaeLossValue Step(VaeBatch batch, ReadOnlySpan<float> noise, double beta, double learningRate)
    {
        VaeLossValue loss = Evaluate(batch, noise, beta, LayerMode.Train);
        if (!double.IsFinite(loss.Total)) return loss;
        Backward(batch, noise, beta);
        if (_clipNorm is { } maxNorm) GradientClipping.ClipNorm(_parameters.Gradients, maxNorm);
        _optimizer.Step(learningRate);
        return loss;
    }

    /// <summary>The loss of a batch; the weights stay as they are.</summary>
    public VaeLossValue Evaluate(VaeBatch batch, ReadOnlySpan<float> noise, double beta, LayerMode mode = LayerMode.Evaluate)
    {
        int length = batch.RowCount * Network.Shape.LatentSize;
        Span<float> mean = _mean.AsSpan(0, length);
        Span<float> logVariance = _logVariance.AsSpan(0, length);
        Span<float> latent = _latent.AsSpan(0, length);
        Network.Encode(batch, mean, logVariance, mode);
        if (IsSampling) Reparameterisation.Forward(mean, logVariance, noise, _deviation.AsSpan(0, length), latent);
        else mean.CopyTo(latent);
        Network.Decode(batch, latent, _reconstructions, mode);
        double error = Objective.Reconstruction(batch, _reconstructions, _reconstructionGradients);
        double kl = IsSampling ? Objective.Prior.Divergence(mean, logVariance, latent, batch.RowCount) : 0;
        return new VaeLossValue(error, kl, beta);
    }

    private void Backward(VaeBatch batch, ReadOnlySpan<float> noise, double beta)
    {
        int length = batch.RowCount * Network.Shape.LatentSize;
        ReadOnlySpan<float> mean = _mean.AsSpan(0, length);
        ReadOnlySpan<float> deviation = _deviation.AsSpan(0, length);
        Span<float> latentGradient = _latentGradient.AsSpan(0, length);
        Span<float> meanGradient = _meanGradient.AsSpan(0, length);
        Span<float> logVarianceGradient = _logVarianceGradient.AsSpan(0, length);
        Network.DecodeBackward(batch, _latent.AsSpan(0, length), _reconstructions, _reconstructionGradients, latentGradient);
        if (IsSampling)
        {
            Reparameterisation.Backward(noise, deviation, latentGradient, meanGradient, logVarianceGradient);
            Objective.Prior.AddGradient(mean, deviation, beta, meanGradient, logVarianceGradient, batch.RowCount);
        }
        else
        {
            latentGradient.CopyTo(meanGradient);
            logVarianceGradient.Clear();
        }

        Network.EncodeBackward(batch, mean, _logVariance.AsSpan(0, length), meanGradient, logVarianceGradient);
    }
}
