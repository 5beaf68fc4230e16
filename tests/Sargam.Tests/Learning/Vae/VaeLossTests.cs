using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;
using Sargam.Tests.Learning.Neural;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

public sealed class VaeLossTests
{
    [Theory]
    [InlineData("loss_mse_sum", ReductionKind.Sum, 5)]
    [InlineData("loss_mse_mean", ReductionKind.Mean, 1)]
    public void Squared_error_equals_PyTorch(string name, ReductionKind reduction, int batchFactor)
    {
        // PyTorch's sum runs over the batch too, ours is a mean over the 5 observations.
        float[] reconstruction = TorchGolden.Floats($"layers/{name}/input0");
        float[] target = TorchGolden.Floats($"layers/{name}/input1");
        double upstream = TorchGolden.Array($"layers/{name}/grad_output").Values[0];
        var gradient = new float[target.Length];

        double loss = new ReconstructionTerm(new VaeBranch(), reduction, new ParameterStore(), "variance").Evaluate(target, reconstruction, gradient, null, 5);

        double expected = TorchGolden.Array($"layers/{name}/output").Values[0];
        Assert.Equal(expected, loss * batchFactor, Math.Abs(expected) * 1e-6);
        float[] scaled = [.. gradient.Select(g => (float)(g * batchFactor * upstream))];
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_input0").Values, scaled, 5e-6);
    }

    [Fact]
    public void Gaussian_KL_equals_PyTorch()
    {
        const string Name = "layers/loss_gaussian_kl_batch_mean";
        float[] mean = TorchGolden.Floats($"{Name}/input0");
        float[] logVariance = TorchGolden.Floats($"{Name}/input1");
        float[] deviation = [.. logVariance.Select(value => MathF.Exp(value / 2))];
        double upstream = TorchGolden.Array($"{Name}/grad_output").Values[0];
        var meanGradient = new float[mean.Length];
        var logVarianceGradient = new float[mean.Length];
        var prior = new StandardNormalPrior(mean.Length / 5, ReductionKind.Sum, freeBits: 0);

        double kl = prior.Divergence(mean, logVariance, mean, 5);
        prior.AddGradient(mean, deviation, upstream, meanGradient, logVarianceGradient, 5);

        double expected = TorchGolden.Array($"{Name}/output").Values[0];
        Assert.Equal(expected, kl, expected * 1e-6);
        Approx.EqualToPeak(TorchGolden.Array($"{Name}/grad_input0").Values, meanGradient, 5e-6);
        Approx.EqualToPeak(TorchGolden.Array($"{Name}/grad_input1").Values, logVarianceGradient, 5e-6);
    }

    [Fact]
    public void Reparameterisation_equals_PyTorch()
    {
        const string Name = "layers/reparameterise";
        float[] noise = TorchGolden.Floats($"{Name}/input2");
        var deviation = new float[noise.Length];
        var latent = new float[noise.Length];
        var meanGradient = new float[noise.Length];
        var logVarianceGradient = new float[noise.Length];

        Reparameterisation.Forward(TorchGolden.Floats($"{Name}/input0"), TorchGolden.Floats($"{Name}/input1"), noise, deviation, latent);
        Reparameterisation.Backward(noise, deviation, TorchGolden.Floats($"{Name}/grad_output"), meanGradient, logVarianceGradient);

        Approx.EqualToPeak(TorchGolden.Array($"{Name}/output").Values, latent, 5e-6);
        Approx.EqualToPeak(TorchGolden.Array($"{Name}/grad_input0").Values, meanGradient, 5e-6);
        Approx.EqualToPeak(TorchGolden.Array($"{Name}/grad_input1").Values, logVarianceGradient, 5e-6);
    }

    [Fact]
    public void KL_is_never_negative_and_zero_only_at_the_prior()
    {
        var rng = new Rng(1);
        for (int i = 0; i < 10_000; i++)
        {
            double scale = Math.Pow(10, rng.Uniform(-9, 1));
            Assert.InRange(StandardNormalPrior.Kl(scale * rng.Normal(), scale * rng.Normal()), -1e-15, double.PositiveInfinity);
        }

        Assert.Equal(0, StandardNormalPrior.Kl(0, 0));
        Assert.Equal(2, StandardNormalPrior.Kl(2, 0));
    }
}
