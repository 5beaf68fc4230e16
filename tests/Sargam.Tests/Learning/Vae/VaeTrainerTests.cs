using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Learning.Vae;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.Learning.Neural;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

public sealed class VaeTrainerTests
{
    private const string Model = "models/a_mlp_vae";

    // Our name, PyTorch script's name.
    private static readonly (string Ours, string Theirs)[] Names =
    [
        ("encoder.0", "e1"), ("encoder.2", "e2"), ("mu", "mu"), ("logvar", "lv"), ("decoder.0", "d1"), ("decoder.2", "d2"), ("decoder.4", "d3"),
    ];

    [Fact]
    public void Thirty_steps_follow_PyTorch()
    {
        (VaeTrainer trainer, ParameterStore store) = GoldenTrainer("init");
        float[] noise = TorchGolden.Floats($"{Model}/noise");
        double[] order = TorchGolden.Array($"{Model}/batch_order").Values.ToArray();
        double[] losses = TorchGolden.Array($"{Model}/losses").Values.ToArray();

        for (int step = 0; step < 30; step++)
        {
            VaeLossValue loss = trainer.Step(Rows(order.AsSpan(step * 16, 16)), noise.AsSpan(step * 256, 256), 16, beta: 1);

            double[] expected = losses[(step * 6)..(step * 6 + 6)];
            AssertRelative(expected[0], loss.Total, 1e-5, $"total of step {step}");
            AssertRelative(expected[1], loss.Reconstruction, 1e-5, $"reconstruction of step {step}");
            AssertRelative(expected[2], loss.Kl, 1e-5, $"KL of step {step}");
            AssertRelative(expected[4], GradientClipping.Norm(store.Gradients), 1e-5, $"gradient norm of step {step}");
        }

        Compare(store, (parameter, name) => Approx.Equal(TorchGolden.Array($"{Model}/final/{name}").Values, parameter.Values, 1e-5, name));
    }

    [Fact]
    public void The_first_step_gives_the_activations_and_gradients_of_PyTorch()
    {
        (VaeTrainer trainer, ParameterStore store) = GoldenTrainer("init");
        double[] order = TorchGolden.Array($"{Model}/batch_order").Values[..16].ToArray();

        trainer.Step(Rows(order), TorchGolden.Floats($"{Model}/noise").AsSpan(0, 256), 16, beta: 1);

        Approx.EqualToPeak(TorchGolden.Array($"{Model}/step0/mu").Values, trainer.Mean(16), 5e-6, "mu");
        Approx.EqualToPeak(TorchGolden.Array($"{Model}/step0/logvar").Values, trainer.LogVariance(16), 5e-6, "logvar");
        Approx.EqualToPeak(TorchGolden.Array($"{Model}/step0/recon0").Values, trainer.Reconstruction(16), 5e-6, "reconstruction");
        Compare(store, (parameter, name) =>
            Approx.EqualToPeak(TorchGolden.Array($"{Model}/step0/grad_{name}").Values, parameter.Gradient, 5e-6, name));
    }

    [Theory]
    [InlineData("init", "eval_init")]
    [InlineData("final", "eval_final")]
    public void Saved_PyTorch_weights_encode_and_reconstruct_as_there(string weights, string expected)
    {
        NamedTensor[] parameters = [.. Names.SelectMany(name => new[] { "weight", "bias" }.Select(kind => new NamedTensor(
            $"{name.Ours}.{kind}", TorchGolden.Array($"{Model}/{weights}/{name.Theirs}.{kind}").Shape,
            TorchGolden.Floats($"{Model}/{weights}/{name.Theirs}.{kind}"))))];
        MatrixView rows = TorchGolden.Array($"{Model}/data0").ToMatrix().View.Rows(0, 4);

        var transform = VaeTransform.FromParameters(new VaeOptions { Seed = 0 }, 40, parameters);
        VaePosterior posterior = transform.Encode(rows);

        Approx.EqualToPeak(TorchGolden.Array($"{Model}/{expected}/mu").Values, posterior.Mean.Values, 1e-5, "mu");
        Approx.EqualToPeak(TorchGolden.Array($"{Model}/{expected}/logvar").Values, posterior.LogVariance.Values, 1e-5, "logvar");
        Approx.EqualToPeak(TorchGolden.Array($"{Model}/{expected}/recon0").Values, transform.Reconstruct(rows).Values, 1e-5, "reconstruction");
    }

    [Fact]
    public void Gradients_match_finite_differences_for_random_shapes_and_reductions()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            var rng = new Rng(seed);
            LayerSizes hidden = LayerSizes.Create([.. Enumerable.Range(0, rng.NextInt(3)).Select(_ => 2 + rng.NextInt(7))]);
            var shape = new VaeShape(2 + rng.NextInt(8), hidden, 1 + rng.NextInt(4));
            var options = new VaeOptions
            {
                Seed = 0,
                GradientClipNorm = null,
                ReconstructionReduction = (ReductionKind)rng.NextInt(2),
                KlReduction = (ReductionKind)rng.NextInt(2),
            };
            int rowCount = 1 + rng.NextInt(5);
            double beta = rng.Uniform(0, 3);
            var store = new ParameterStore();
            var trainer = new VaeTrainer(shape, store, options, rowCount);
            trainer.Network.Initialize(rng);
            float[] batch = Noise.Normal(rng, rowCount * shape.InputSize);
            float[] noise = Noise.Normal(rng, rowCount * shape.LatentSize);
            Dictionary<string, double[]> before = DoubleOracle.Parameters(store);
            double Loss() => OracleLoss(before, options, batch, noise, rowCount, beta);

            double loss = trainer.Step(batch, noise, rowCount, beta).Total;

            AssertRelative(Loss(), loss, 1e-5, $"loss of seed {seed}");
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
        var options = new VaeOptions { Seed = 0, GradientClipNorm = 5 };
        var store = new ParameterStore();
        var trainer = new VaeTrainer(new VaeShape(20, [16, 8], 4), store, options, maxRowCount: 32);
        trainer.Network.Initialize(new Rng(1));
        float[] batch = Noise.Normal(new Rng(2), 32 * 20);
        float[] noise = Noise.Normal(new Rng(3), 32 * 4);
        for (int i = 0; i < 5; i++) trainer.Step(batch, noise, 32, beta: 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            trainer.Step(batch, noise, 32, beta: 1);
            trainer.Step(batch.AsSpan(0, 7 * 20), noise.AsSpan(0, 7 * 4), 7, beta: 1);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    [Fact]
    public void A_loss_that_is_not_finite_leaves_the_weights_alone()
    {
        var store = new ParameterStore();
        var trainer = new VaeTrainer(new VaeShape(3, [4], 2), store, new VaeOptions { Seed = 0 }, maxRowCount: 2);
        trainer.Network.Initialize(new Rng(1));
        float[] before = store.Values.ToArray();

        VaeLossValue loss = trainer.Step([1, 2, 3, 4, float.PositiveInfinity, 6], new float[4], 2, beta: 1);

        Assert.False(double.IsFinite(loss.Total));
        Assert.Equal(before, store.Values.ToArray());
    }

    private static (VaeTrainer Trainer, ParameterStore Store) GoldenTrainer(string weights)
    {
        var store = new ParameterStore();
        var trainer = new VaeTrainer(new VaeShape(40, [128, 64], 16), store, new VaeOptions { Seed = 0, GradientClipNorm = null }, maxRowCount: 16);
        Compare(store, (parameter, name) => TorchGolden.Floats($"{Model}/{weights}/{name}").CopyTo(parameter.Values));
        return (trainer, store);
    }

    private static void Compare(ParameterStore store, Action<Parameter, string> action)
    {
        Assert.Equal(Names.Length * 2, store.Parameters.Count);
        foreach (Parameter parameter in store.Parameters)
        {
            (string ours, string theirs) = Names.Single(name => parameter.Name.StartsWith(name.Ours + ".", StringComparison.Ordinal));
            action(parameter, theirs + parameter.Name[ours.Length..]);
        }
    }

    private static float[] Rows(ReadOnlySpan<double> rows)
    {
        Matrix data = TorchGolden.Array($"{Model}/data0").ToMatrix();
        int[] indices = [.. rows.ToArray().Select(row => (int)row)];
        return data.View.SelectRows(indices).Values.ToArray();
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

    private static void AssertRelative(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"{what} is {actual:R}, expected {expected:R}");
}
