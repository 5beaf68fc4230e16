using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class LayerNormTests
{
    [Theory]
    [InlineData("layernorm", 8)]
    [InlineData("layernorm_2dims", 12)]
    public void Forward_and_backward_equal_PyTorch(string name, int channels)
    {
        var store = new ParameterStore();
        var layer = new LayerNorm(store, "norm", channels);
        TorchGolden.Floats($"layers/{name}/param_weight").CopyTo(store.Parameters[0].Values);
        TorchGolden.Floats($"layers/{name}/param_bias").CopyTo(store.Parameters[1].Values);
        float[] input = TorchGolden.Floats($"layers/{name}/input");

        (float[] output, float[] inputGradient) =
            LayerRun.Train(layer, input, TorchGolden.Floats($"layers/{name}/grad_output"), input.Length / channels);

        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/output").Values, output, 5e-6, "output");
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_input").Values, inputGradient, 5e-6, "input gradient");
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_param_weight").Values, store.Parameters[0].Gradient, 5e-6, "weight gradient");
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_param_bias").Values, store.Parameters[1].Gradient, 5e-6, "bias gradient");
        Assert.Equal(output, LayerRun.Evaluate(layer, input, input.Length / channels));
    }

    [Fact]
    public void Gradients_match_finite_differences_for_random_shapes()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var rng = new Rng(seed);
            (int rowCount, int channels, int positions) = (1 + rng.NextInt(6), 2 + rng.NextInt(20), 1 + rng.NextInt(5));
            var store = new ParameterStore();
            var layer = new LayerNorm(store, "norm", channels, positions);
            layer.Initialize(rng);
            foreach (ref float value in store.Values) value += (float)rng.Uniform(-0.5, 0.5);
            float[] input = [.. Noise.Normal(rng, rowCount * layer.InputSize).Select(value => value + 30)];
            float[] outputGradient = Noise.Normal(rng, input.Length);

            (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, outputGradient, rowCount);

            Dictionary<string, double[]> parameters = DoubleOracle.Parameters(store);
            double[] x = Approx.Widen(input);
            double[] Forward() => DoubleOracle.Normalise(x, channels, parameters["norm.weight"], parameters["norm.bias"], i => i / channels);
            double Loss() => DoubleOracle.Dot(Forward(), outputGradient);
            Approx.Equal(Forward(), output, 5e-5, $"seed {seed}, output");
            Approx.EqualToPeak(DoubleOracle.Gradient(x, Loss), inputGradient, 5e-5, $"seed {seed}, input");
            Approx.EqualToPeak(DoubleOracle.Gradient(parameters["norm.weight"], Loss), store.Parameters[0].Gradient, 5e-5, $"seed {seed}, weight");
            Approx.EqualToPeak(DoubleOracle.Gradient(parameters["norm.bias"], Loss), store.Parameters[1].Gradient, 1e-5, $"seed {seed}, bias");
        }
    }
}
