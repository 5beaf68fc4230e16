using System.Numerics.Tensors;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Losses;

namespace Sargam.Learning.Vae.Objective;

/// <summary>
/// A learned mixture of diagonal Gaussians (VaDE: Jiang et al. 2017). The divergence is that of q(z|x) q(c|x) from p(z|c) p(c),
/// with q(c|x) set to p(c|z) of the sampled z and held fixed within a step, as expectation-maximisation does. Parameters
/// <c>prior.logits</c>, <c>prior.mean</c>, <c>prior.logvar</c>.
/// </summary>
internal sealed class MixturePrior : IPrior
{
    private readonly int _latentSize;
    private readonly int _componentCount;
    private readonly ReductionKind _reduction;
    private readonly Parameter _logits;
    private readonly Parameter _means;
    private readonly Parameter _logVariances;
    private readonly double[] _logWeights;
    private double[] _shares = [];

    public MixturePrior(ParameterStore parameters, int componentCount, int latentSize, ReductionKind reduction)
    {
        (_latentSize, _componentCount, _reduction) = (latentSize, componentCount, reduction);
        _logits = parameters.Add("prior.logits", componentCount);
        _means = parameters.Add("prior.mean", componentCount, latentSize);
        _logVariances = parameters.Add("prior.logvar", componentCount, latentSize);
        _logWeights = new double[componentCount];
    }

    private double Scale => _reduction == ReductionKind.Sum ? 1 : 1.0 / _latentSize;

    /// <summary>Starts from a fitted mixture.</summary>
    public void Set(IReadOnlyList<double> weights, IReadOnlyList<double> means, IReadOnlyList<double> variances)
    {
        const double Smallest = 1e-6; // a component without spread or weight would never get any
        for (int c = 0; c < _componentCount; c++) _logits.Values[c] = (float)Math.Log(Math.Max(weights[c], Smallest));
        for (int i = 0; i < _componentCount * _latentSize; i++)
        {
            _means.Values[i] = (float)means[i];
            _logVariances.Values[i] = (float)Math.Log(Math.Max(variances[i], Smallest));
        }
    }

    /// <summary>The probabilities of the components given latent values, rows x components.</summary>
    public void Responsibilities(ReadOnlySpan<float> latent, Span<double> shares, int rowCount)
    {
        SetLogWeights();
        for (int row = 0; row < rowCount; row++)
        {
            Responsibilities(latent.Slice(row * _latentSize, _latentSize), shares.Slice(row * _componentCount, _componentCount));
        }
    }

    public double Divergence(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, ReadOnlySpan<float> latent, int rowCount)
    {
        if (_shares.Length < rowCount * _componentCount) _shares = new double[rowCount * _componentCount];
        Responsibilities(latent, _shares, rowCount);
        double sum = 0;
        for (int row = 0; row < rowCount; row++)
        {
            ReadOnlySpan<float> m = mean.Slice(row * _latentSize, _latentSize);
            ReadOnlySpan<float> v = logVariance.Slice(row * _latentSize, _latentSize);
            for (int c = 0; c < _componentCount; c++)
            {
                double share = _shares[row * _componentCount + c];
                if (share > 0) sum += share * (ComponentDivergence(m, v, c) + Math.Log(share) - _logWeights[c]);
            }
        }

        return sum / rowCount * Scale;
    }

    public void AddGradient(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, double weight, Span<float> meanGradient, Span<float> logVarianceGradient, int rowCount)
    {
        double scale = weight * Scale / rowCount;
        _logits.Gradient.Clear();
        _means.Gradient.Clear();
        _logVariances.Gradient.Clear();
        for (int row = 0; row < rowCount; row++)
        {
            int at = row * _latentSize;
            for (int d = 0; d < _latentSize; d++) logVarianceGradient[at + d] -= (float)(0.5 * scale);
            for (int c = 0; c < _componentCount; c++)
            {
                double share = _shares[row * _componentCount + c] * scale;
                _logits.Gradient[c] += (float)(Math.Exp(_logWeights[c]) * scale - share);
                AddComponentGradient(
                    mean.Slice(at, _latentSize), deviation.Slice(at, _latentSize), c, share,
                    meanGradient.Slice(at, _latentSize), logVarianceGradient.Slice(at, _latentSize));
            }
        }
    }

    private void SetLogWeights()
    {
        ReadOnlySpan<float> logits = _logits.Values;
        double largest = TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (float logit in logits) sum += Math.Exp(logit - largest);
        for (int c = 0; c < _componentCount; c++) _logWeights[c] = logits[c] - largest - Math.Log(sum);
    }

    private void Responsibilities(ReadOnlySpan<float> latent, Span<double> shares)
    {
        for (int c = 0; c < _componentCount; c++)
        {
            ReadOnlySpan<float> means = _means.Values.Slice(c * _latentSize, _latentSize);
            ReadOnlySpan<float> logVariances = _logVariances.Values.Slice(c * _latentSize, _latentSize);
            double sum = _logWeights[c];
            for (int d = 0; d < _latentSize; d++)
            {
                double offset = latent[d] - means[d];
                sum -= 0.5 * (logVariances[d] + offset * offset * Math.Exp(-logVariances[d]));
            }

            shares[c] = sum;
        }

        double largest = TensorPrimitives.Max<double>(shares);
        double total = 0;
        foreach (ref double share in shares)
        {
            share = Math.Exp(share - largest);
            total += share;
        }

        TensorPrimitives.Divide(shares, total, shares);
    }

    private double ComponentDivergence(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, int component)
    {
        ReadOnlySpan<float> means = _means.Values.Slice(component * _latentSize, _latentSize);
        ReadOnlySpan<float> logVariances = _logVariances.Values.Slice(component * _latentSize, _latentSize);
        double sum = 0;
        for (int d = 0; d < mean.Length; d++)
        {
            double offset = mean[d] - means[d];
            sum += logVariances[d] - logVariance[d] - 1 + (Math.Exp(logVariance[d]) + offset * offset) * Math.Exp(-logVariances[d]);
        }

        return 0.5 * sum;
    }

    private void AddComponentGradient(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, int component, double share, Span<float> meanGradient, Span<float> logVarianceGradient)
    {
        int start = component * _latentSize;
        ReadOnlySpan<float> means = _means.Values.Slice(start, _latentSize);
        ReadOnlySpan<float> logVariances = _logVariances.Values.Slice(start, _latentSize);
        Span<float> meansGradient = _means.Gradient.Slice(start, _latentSize);
        Span<float> logVariancesGradient = _logVariances.Gradient.Slice(start, _latentSize);
        for (int d = 0; d < _latentSize; d++)
        {
            double precision = Math.Exp(-logVariances[d]);
            double offset = mean[d] - means[d];
            double variance = deviation[d] * deviation[d];
            meanGradient[d] += (float)(share * offset * precision);
            meansGradient[d] -= (float)(share * offset * precision);
            logVarianceGradient[d] += (float)(0.5 * share * variance * precision);
            logVariancesGradient[d] += (float)(0.5 * share * (1 - (variance + offset * offset) * precision));
        }
    }
}
