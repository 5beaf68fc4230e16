using Sargam.Learning.Neural.Losses;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Losses;

public sealed class LossTests
{
    [Theory]
    [InlineData("loss_mse_sum", "squared", ReductionKind.Sum, 5)]
    [InlineData("loss_mse_mean", "squared", ReductionKind.Mean, 1)]
    [InlineData("loss_bce_logits_sum", "logits", ReductionKind.Sum, 5)]
    [InlineData("loss_bce_logits_mean", "logits", ReductionKind.Mean, 1)]
    public void Values_and_gradients_equal_PyTorch(string name, string kind, ReductionKind reduction, int batchFactor)
    {
        // PyTorch's sum runs over the batch too, ours is a mean over the 5 observations.
        float[] prediction = TorchGolden.Floats($"layers/{name}/input0");
        float[] target = TorchGolden.Floats($"layers/{name}/input1");
        double upstream = TorchGolden.Array($"layers/{name}/grad_output").Values[0];
        var gradient = new float[target.Length];

        double loss = Create(kind, reduction).Evaluate(target, prediction, gradient, 5);

        double expected = TorchGolden.Array($"layers/{name}/output").Values[0];
        Assert.Equal(expected, loss * batchFactor, Math.Abs(expected) * 1e-6);
        float[] scaled = [.. gradient.Select(g => (float)(g * batchFactor * upstream))];
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_input0").Values, scaled, 5e-6);
    }

    [Fact]
    public void Values_and_gradients_are_those_of_the_definition_for_random_shapes()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var rng = new Rng(seed);
            (int rowCount, int size) = (1 + rng.NextInt(5), 1 + rng.NextInt(40));
            var reduction = (ReductionKind)(seed % 2);
            string kind = seed % 4 < 2 ? "squared" : "logits";
            float[] target = [.. Noise.Normal(rng, rowCount * size).Select(_ => (float)rng.NextDouble())];
            float[] prediction = [.. Noise.Normal(rng, rowCount * size).Select(value => 3 * value)];
            var gradient = new float[target.Length];

            double loss = Create(kind, reduction).Evaluate(target, prediction, gradient, rowCount);

            double[] p = Approx.Widen(prediction);
            double Definition() => p.Select((value, i) => Term(kind, target[i], value)).Sum() / (reduction == ReductionKind.Sum ? rowCount : p.Length);
            Assert.Equal(Definition(), loss, Definition() * 1e-6);
            Approx.EqualToPeak(DoubleOracle.Gradient(p, Definition), gradient, 1e-5, $"seed {seed}");
        }
    }

    [Fact]
    public void Logits_far_out_stay_finite_and_NaN_is_not_hidden()
    {
        ILoss loss = new BinaryCrossEntropy(ReductionKind.Sum);
        var gradient = new float[4];

        Assert.Equal(400, loss.Evaluate([0, 1, 0, 1], [200, -200, -200, 200], gradient, 1), 1e-3);
        Assert.Equal([1, -1, 0, 0], gradient);
        Assert.Equal(double.NaN, loss.Evaluate([0, 1, 0, 1], [200, float.NaN, -200, 200], gradient, 1));
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("logits")]
    public void Many_elements_keep_their_digits_on_any_number_of_threads_without_allocation(string kind)
    {
        float[] target = [.. Noise.Normal(new Rng(1), 100_003).Select(value => value > 0 ? 1f : 0f)];
        float[] prediction = Noise.Normal(new Rng(2), target.Length);
        ILoss loss = Create(kind, ReductionKind.Sum);
        var gradients = new List<float[]>();
        var values = new List<double>();
        for (int threads = 1; threads <= 3; threads++)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            gradients.Add(new float[target.Length]);
            values.Add(loss.Evaluate(target, prediction, gradients[^1], 1));
        }

        double expected = prediction.Select((value, i) => Term(kind, target[i], value)).Sum();
        Assert.Equal(expected, values[0], expected * 1e-7);
        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[0], values[2]);
        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(gradients[0], gradients[2]);

        using IDisposable oneThread = WorkerPool.Limit(1);
        Assert.Equal(0, Allocation.OfWarm(() => loss.Evaluate(target, prediction, gradients[0], 1)));
    }

    private static ILoss Create(string kind, ReductionKind reduction) =>
        kind == "squared" ? new SquaredError(reduction) : new BinaryCrossEntropy(reduction);

    private static double Term(string kind, double target, double prediction) =>
        kind == "squared"
            ? (prediction - target) * (prediction - target)
            : target * Math.Log(1 + Math.Exp(-prediction)) + (1 - target) * Math.Log(1 + Math.Exp(prediction));
}
