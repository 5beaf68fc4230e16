using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;
using Sargam.Tests.Learning.Neural;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

public sealed class MixturePriorTests
{
    private const int Rows = 4;
    private const int Latent = 3;
    private const int Components = 3;

    private readonly ParameterStore _store = new();
    private readonly MixturePrior _prior;
    private readonly float[] _mean;
    private readonly float[] _logVariance;
    private readonly float[] _latent;

    public MixturePriorTests()
    {
        var rng = new Rng(4);
        _prior = new MixturePrior(_store, Components, Latent, ReductionKind.Sum);
        _prior.Set([0.5, 0.3, 0.2], Approx.Widen(Noise.Normal(rng, 9)), [.. Enumerable.Range(0, 9).Select(i => 0.3 + 0.2 * i)]);
        (_mean, _logVariance, _latent) = (Noise.Normal(rng, Rows * Latent), Noise.Normal(rng, Rows * Latent), Noise.Normal(rng, Rows * Latent));
    }

    [Fact]
    public void Divergence_and_gradients_are_those_of_the_definition_with_fixed_shares()
    {
        const double Weight = 0.7;
        Dictionary<string, double[]> parameters = DoubleOracle.Parameters(_store);
        (double[] mean, double[] logVariance) = (Approx.Widen(_mean), Approx.Widen(_logVariance));
        var shares = new double[Rows * Components];
        _prior.Responsibilities(_latent, shares, Rows);
        double Loss() => Weight * Divergence(parameters, mean, logVariance, shares);
        var meanGradient = new float[_mean.Length];
        var logVarianceGradient = new float[_mean.Length];

        double divergence = _prior.Divergence(_mean, _logVariance, _latent, Rows);
        _prior.AddGradient(_mean, [.. _logVariance.Select(value => MathF.Exp(value / 2))], Weight, meanGradient, logVarianceGradient, Rows);

        Assert.Equal(Loss() / Weight, divergence, 1e-5);
        Approx.EqualToPeak(DoubleOracle.Gradient(mean, Loss), meanGradient, 1e-5, "mean");
        Approx.EqualToPeak(DoubleOracle.Gradient(logVariance, Loss), logVarianceGradient, 1e-5, "log variance");
        foreach (Parameter parameter in _store.Parameters)
        {
            Approx.EqualToPeak(DoubleOracle.Gradient(parameters[parameter.Name], Loss), parameter.Gradient, 1e-5, parameter.Name);
        }
    }

    [Fact]
    public void Shares_sum_to_one_and_name_the_nearest_component()
    {
        _prior.Set([0.3, 0.3, 0.4], [-9, 0, 0, 9, 0, 0, 0, 9, 0], [1, 1, 1, 1, 1, 1, 1, 1, 1]);
        var shares = new double[6];
        _prior.Responsibilities([8.5f, 0.3f, 0, 0.2f, 8, -1], shares, 2);

        Assert.Equal(1, shares[..3].Sum(), 1e-12);
        Assert.True(shares[1] > 0.999 && shares[5] > 0.999);
    }

    private static double Divergence(Dictionary<string, double[]> parameters, double[] mean, double[] logVariance, double[] shares)
    {
        double[] logits = parameters["prior.logits"];
        double normaliser = Math.Log(logits.Sum(Math.Exp));
        double total = 0;
        for (int row = 0; row < Rows; row++)
        {
            for (int c = 0; c < Components; c++)
            {
                double share = shares[row * Components + c];
                double kl = 0;
                for (int d = 0; d < Latent; d++)
                {
                    double spread = parameters["prior.logvar"][c * Latent + d];
                    double offset = mean[row * Latent + d] - parameters["prior.mean"][c * Latent + d];
                    double own = logVariance[row * Latent + d];
                    kl += 0.5 * (spread - own - 1 + (Math.Exp(own) + offset * offset) / Math.Exp(spread));
                }

                total += share * (kl + Math.Log(share) - (logits[c] - normaliser));
            }
        }

        return total / Rows;
    }
}
