using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Networks;

/// <summary>
/// The product of the Gaussians of the modalities that are present and of the standard normal prior (Wu and Goodman 2018):
/// precisions add up, means are weighted by them. Layers <c>mu.NAME</c> and <c>logvar.NAME</c>.
/// </summary>
internal sealed class ProductOfExpertsHead : PosteriorHead
{
    private readonly Linear[] _means;
    private readonly Linear[] _logVariances;
    private readonly float[][] _hidden;
    private readonly float[][] _mean;
    private readonly float[][] _logVariance;
    private readonly int _latentSize;
    private float[] _meanGradient = [];
    private float[] _logVarianceGradient = [];
    private float[] _hiddenGradient = [];
    private float[] _headGradient = [];

    public ProductOfExpertsHead(VaeShape shape, ParameterStore parameters, BranchEncoder[] encoders)
        : base(encoders)
    {
        _latentSize = shape.LatentSize;
        (_means, _logVariances) = (new Linear[encoders.Length], new Linear[encoders.Length]);
        for (int i = 0; i < encoders.Length; i++)
        {
            _means[i] = new Linear(parameters, $"mu.{shape.Branches[i].Name}", encoders[i].OutputSize, _latentSize);
            _logVariances[i] = new Linear(parameters, $"logvar.{shape.Branches[i].Name}", encoders[i].OutputSize, _latentSize);
        }

        _hidden = new float[encoders.Length][];
        _mean = new float[encoders.Length][];
        _logVariance = new float[encoders.Length][];
        Array.Fill(_hidden, []);
        Array.Fill(_mean, []);
        Array.Fill(_logVariance, []);
    }

    public override void Initialize(Rng rng)
    {
        for (int i = 0; i < _means.Length; i++)
        {
            _means[i].Initialize(rng.Split(1).Split((ulong)i));
            _logVariances[i].Initialize(rng.Split(2).Split((ulong)i));
        }
    }

    public override void Forward(VaeBatch batch, Span<float> mean, Span<float> logVariance, LayerMode mode)
    {
        int rows = batch.RowCount;
        int length = rows * _latentSize;
        for (int i = 0; i < Encoders.Length; i++)
        {
            ReadOnlySpan<float> hidden = Encoders[i].Forward(batch, mode);
            hidden.CopyTo(Sized(ref _hidden[i], hidden.Length));
            _means[i].Forward(hidden, Sized(ref _mean[i], length), rows, mode);
            Span<float> own = Sized(ref _logVariance[i], length);
            _logVariances[i].Forward(hidden, own, rows, mode);
            LogVarianceBounds.Clamp(own);
        }

        for (int at = 0; at < length; at++)
        {
            float precision = 1;
            float sum = 0;
            for (int i = 0; i < Encoders.Length; i++)
            {
                float own = Precision(batch, i, at);
                precision += own;
                sum += own * _mean[i][at];
            }

            mean[at] = sum / precision;
            logVariance[at] = -MathF.Log(precision);
        }
    }

    public override void Backward(
        VaeBatch batch, ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance,
        ReadOnlySpan<float> meanGradient, Span<float> logVarianceGradient)
    {
        int rows = batch.RowCount;
        Span<float> ownMean = Sized(ref _meanGradient, rows * _latentSize);
        Span<float> ownLogVariance = Sized(ref _logVarianceGradient, rows * _latentSize);
        for (int i = 0; i < Encoders.Length; i++)
        {
            for (int at = 0; at < ownMean.Length; at++)
            {
                // With T the total precision: d mean / d p = (m - mean) / T and d logvar / d p = -1 / T, and p = exp(-logvar).
                float own = Precision(batch, i, at);
                float variance = MathF.Exp(logVariance[at]);
                ownMean[at] = meanGradient[at] * own * variance;
                ownLogVariance[at] = -own * variance * (meanGradient[at] * (_mean[i][at] - mean[at]) - logVarianceGradient[at]);
            }

            BackwardExpert(batch, i, ownMean, ownLogVariance);
        }
    }

    private void BackwardExpert(VaeBatch batch, int expert, ReadOnlySpan<float> meanGradient, Span<float> logVarianceGradient)
    {
        int rows = batch.RowCount;
        int length = rows * Encoders[expert].OutputSize;
        Span<float> hidden = Sized(ref _hiddenGradient, length);
        Span<float> other = Sized(ref _headGradient, length);
        _means[expert].Backward(_hidden[expert], _mean[expert], meanGradient, hidden, rows);
        LogVarianceBounds.Block(_logVariance[expert].AsSpan(0, logVarianceGradient.Length), logVarianceGradient);
        _logVariances[expert].Backward(_hidden[expert], _logVariance[expert], logVarianceGradient, other, rows);
        System.Numerics.Tensors.TensorPrimitives.Add(hidden, other, hidden);
        Encoders[expert].Backward(batch, hidden);
    }

    private float Precision(VaeBatch batch, int expert, int at) =>
        batch.Present(expert) is { } present && !present[at / _latentSize] ? 0 : MathF.Exp(-_logVariance[expert][at]);
}
