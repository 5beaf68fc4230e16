using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Networks;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.Learning.Neural;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

public sealed class VaeTrainerTests
{
    [Fact]
    public void Gradients_match_finite_differences_for_random_shapes_and_reductions()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            var rng = new Rng(seed);
            LayerSizes hidden = LayerSizes.Create([.. Enumerable.Range(0, rng.NextInt(3)).Select(_ => 2 + rng.NextInt(7))]);
            (int inputSize, int rowCount) = (2 + rng.NextInt(8), 1 + rng.NextInt(5));
            var options = new VaeOptions
            {
                Seed = 0,
                Architecture = new MlpArchitecture { HiddenSizes = hidden },
                LatentSize = 1 + rng.NextInt(4),
                GradientClipNorm = null,
                ReconstructionReduction = (ReductionKind)rng.NextInt(2),
                KlReduction = (ReductionKind)rng.NextInt(2),
            };
            double beta = rng.Uniform(0, 3);
            var store = new ParameterStore();
            (VaeTrainer trainer, VaeBatch batch, float[] noise) = Prepare(options, new VaeData(Random(rng, rowCount, inputSize)), store, rng);
            Dictionary<string, double[]> before = DoubleOracle.Parameters(store);
            double Loss() => OracleLoss(before, options, batch.Input(0).ToArray(), noise, rowCount, beta);

            double loss = trainer.Step(batch, noise, beta, 1e-3).Total;

            TorchModel.AssertRelative(Loss(), loss, 1e-5, $"loss of seed {seed}");
            foreach (Parameter parameter in store.Parameters)
            {
                Approx.Equal(DoubleOracle.Gradient(before[parameter.Name], Loss), parameter.Gradient, 3e-5, $"seed {seed}, {parameter.Name}");
            }
        }
    }

    [Fact]
    public void A_warm_step_allocates_nothing()
    {
        using IDisposable oneThread = WorkerPool.Limit(1);
        var rng = new Rng(1);
        var options = new VaeOptions { Seed = 0, Architecture = new MlpArchitecture { HiddenSizes = [16, 8] }, LatentSize = 4 };
        var data = new VaeData(Random(rng, 32, 20));
        (VaeTrainer trainer, VaeBatch batch, float[] noise) = Prepare(options, data, new ParameterStore(), rng);
        int[] all = [.. Enumerable.Range(0, 32)];
        Assert.Equal(0, Allocation.OfWarm(() =>
        {
            batch.Gather(data, all, []);
            trainer.Step(batch, noise, beta: 1, learningRate: 1e-3);
            batch.Gather(data, all.AsSpan(0, 7), []);
            trainer.Step(batch, noise.AsSpan(0, 7 * 4), beta: 1, learningRate: 1e-3);
        }));
    }

    [Fact]
    public void A_loss_that_is_not_finite_leaves_the_weights_alone()
    {
        var rng = new Rng(1);
        var store = new ParameterStore();
        var options = new VaeOptions { Seed = 0, Architecture = new MlpArchitecture { HiddenSizes = [4] }, LatentSize = 2 };
        Matrix values = Matrix.Wrap([1, 2, 3, 4, float.PositiveInfinity, 6], 2, 3);
        (VaeTrainer trainer, VaeBatch batch, _) = Prepare(options, new VaeData(values), store, rng);
        float[] before = store.Values.ToArray();

        VaeLossValue loss = trainer.Step(batch, new float[4], beta: 1, learningRate: 1e-3);

        Assert.False(double.IsFinite(loss.Total));
        Assert.Equal(before, store.Values.ToArray());
    }

    internal static Matrix Random(Rng rng, int rowCount, int columnCount) => Matrix.Wrap(Noise.Normal(rng, rowCount * columnCount), rowCount, columnCount);

    /// <summary>A trainer with fresh weights, a batch of all the data, and noise for it.</summary>
    internal static (VaeTrainer Trainer, VaeBatch Batch, float[] Noise) Prepare(VaeOptions options, VaeData data, ParameterStore store, Rng rng)
    {
        var shape = VaeShape.Of(options, data);
        var trainer = new VaeTrainer(shape, store, options, data.RowCount);
        trainer.Network.Initialize(rng);
        data.Condition?.Shares().CopyTo(trainer.Network.ClassShares);
        var batch = new VaeBatch(shape, data.RowCount);
        batch.Gather(data, [.. Enumerable.Range(0, data.RowCount)], trainer.Network.ClassShares);
        return (trainer, batch, Noise.Normal(rng, data.RowCount * options.LatentSize));
    }

    private static double OracleLoss(
        IReadOnlyDictionary<string, double[]> parameters, VaeOptions options, float[] batch, float[] noise, int rowCount, double beta)
    {
        double[] x = Approx.Widen(batch);
        double[] hidden = DoubleOracle.Mlp(parameters, "encoder", x, rowCount, reluAtEnd: true);
        double[] mean = DoubleOracle.Linear(hidden, rowCount, parameters["mu.weight"], parameters["mu.bias"]);
        double[] logVariance = DoubleOracle.Linear(hidden, rowCount, parameters["logvar.weight"], parameters["logvar.bias"]);
        double[] latent = [.. mean.Select((m, i) => m + noise[i] * Math.Exp(logVariance[i] / 2))];
        double[] reconstruction = DoubleOracle.Mlp(parameters, "decoder", latent, rowCount, reluAtEnd: false);
        double error = x.Select((value, i) => (value - reconstruction[i]) * (value - reconstruction[i])).Sum() / rowCount;
        double kl = mean.Select((m, i) => -0.5 * (1 + logVariance[i] - m * m - Math.Exp(logVariance[i]))).Sum() / rowCount;
        if (options.ReconstructionReduction == ReductionKind.Mean) error /= x.Length / rowCount;
        if (options.KlReduction == ReductionKind.Mean) kl /= mean.Length / rowCount;
        return error + beta * kl;
    }
}
