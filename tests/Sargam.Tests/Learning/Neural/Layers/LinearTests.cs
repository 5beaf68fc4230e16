using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class LinearTests
{
    [Theory]
    [InlineData("linear", true)]
    [InlineData("linear_nobias_3d", false)]
    public void Forward_and_backward_equal_PyTorch(string name, bool hasBias)
    {
        IReadOnlyList<int> weightShape = TorchGolden.Array($"layers/{name}/param_weight").Shape;
        var store = new ParameterStore();
        var layer = new Linear(store, "layer", weightShape[1], weightShape[0], hasBias);
        TorchGolden.Floats($"layers/{name}/param_weight").CopyTo(store.Parameters[0].Values);
        if (hasBias) TorchGolden.Floats($"layers/{name}/param_bias").CopyTo(store.Parameters[1].Values);
        float[] input = TorchGolden.Floats($"layers/{name}/input");
        int rowCount = input.Length / layer.InputSize;
        var output = new float[rowCount * layer.OutputSize];
        var inputGradient = new float[input.Length];

        layer.Forward(input, output, rowCount, LayerMode.Train);
        layer.Backward(input, output, TorchGolden.Floats($"layers/{name}/grad_output"), inputGradient, rowCount);

        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/output").Values, output, 5e-6, "output");
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_input").Values, inputGradient, 5e-6, "input gradient");
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_param_weight").Values, store.Parameters[0].Gradient, 5e-6, "weight gradient");
        if (hasBias) Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_param_bias").Values, store.Parameters[1].Gradient, 5e-6, "bias gradient");
    }

    [Fact]
    public void Gradients_match_finite_differences_for_random_shapes()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            (int rowCount, int inputSize, int outputSize) = (1 + rng.NextInt(9), 1 + rng.NextInt(20), 1 + rng.NextInt(20));
            bool hasBias = rng.NextInt(2) == 0;
            var store = new ParameterStore();
            var layer = new Linear(store, "layer", inputSize, outputSize, hasBias);
            layer.Initialize(rng);
            float[] input = Noise.Normal(rng, rowCount * inputSize);
            float[] outputGradient = Noise.Normal(rng, rowCount * outputSize);
            var output = new float[outputGradient.Length];
            var inputGradient = new float[input.Length];

            layer.Forward(input, output, rowCount, LayerMode.Train);
            layer.Backward(input, output, outputGradient, inputGradient, rowCount);

            Dictionary<string, double[]> parameters = DoubleOracle.Parameters(store);
            double[] x = Approx.Widen(input);
            double[]? bias = parameters.GetValueOrDefault("layer.bias");
            double Loss() => DoubleOracle.Dot(DoubleOracle.Linear(x, rowCount, parameters["layer.weight"], bias), outputGradient);
            Approx.EqualToPeak(DoubleOracle.Gradient(x, Loss), inputGradient, 1e-5, $"seed {seed}, input");
            foreach (Parameter parameter in store.Parameters)
            {
                Approx.EqualToPeak(DoubleOracle.Gradient(parameters[parameter.Name], Loss), parameter.Gradient, 1e-5, $"seed {seed}, {parameter.Name}");
            }
        }
    }

    [Fact]
    public void Initial_weights_fill_the_range_that_PyTorch_draws_from()
    {
        var store = new ParameterStore();
        new Linear(store, "layer", 64, 500).Initialize(new Rng(1));

        foreach (Parameter parameter in store.Parameters)
        {
            float[] values = parameter.Values.ToArray();
            Assert.InRange(values.Max(), 0.12f, 0.125f);
            Assert.InRange(values.Min(), -0.125f, -0.12f);
            Assert.Equal(0, values.Average(), 0.015f);
        }
    }
}
