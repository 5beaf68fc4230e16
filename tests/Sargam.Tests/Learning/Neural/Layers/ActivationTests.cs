using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class ActivationTests
{
    [Theory]
    [InlineData("act_relu", "Relu")]
    [InlineData("act_leakyrelu001", "LeakyRelu")]
    [InlineData("act_leakyrelu02", "LeakyRelu", 0.2)]
    [InlineData("act_elu", "Elu")]
    [InlineData("act_gelu_erf", "Gelu")]
    [InlineData("act_gelu_tanh", "GeluTanh")]
    [InlineData("act_silu", "Silu")]
    [InlineData("act_tanh", "Tanh")]
    [InlineData("act_sigmoid", "Sigmoid")]
    [InlineData("act_softplus", "Softplus")]
    public void Forward_and_backward_equal_PyTorch_at_zero_and_far_out_too(string name, string activation, double slope = 0.01)
    {
        float[] input = TorchGolden.Floats($"layers/{name}/input");
        Assert.Contains(0f, input);
        Assert.Contains(-100f, input);
        Layer layer = Activations.Create(Enum.Parse<Activation>(activation), input.Length, slope);

        (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, TorchGolden.Floats($"layers/{name}/grad_output"), 1);

        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/output").Values, output, 5e-6, "output");
        Approx.EqualToPeak(TorchGolden.Array($"layers/{name}/grad_input").Values, inputGradient, 5e-6, "input gradient");

        // The peak of most is 100: the tolerance that a value of size 1 deserves. Far out PyTorch's float GELU is off by more than ours.
        Approx.Equal(Values(activation, slope, input), output, 1e-6, 3e-7, "output");
    }

    [Fact]
    public void Values_and_derivatives_are_those_of_the_definition_on_a_fine_grid()
    {
        float[] input = [.. Enumerable.Range(-60_000, 120_001).Select(i => i / 2000f)];
        float[] ones = [.. input.Select(_ => 1f)];
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            Func<double, double> function = Definition(activation, 0.01);
            (float[] output, float[] gradient) = LayerRun.Train(Activations.Create(activation, input.Length), input, ones, 1);

            Approx.Equal(Values(activation.ToString(), 0.01, input), output, 2e-7, 2e-7, $"{activation}");
            double[] slopes = [.. input.Select(x => (function(x + 1e-5) - function(x - 1e-5)) / 2e-5)];
            int kink = Array.IndexOf(input, 0f);
            if (activation is Activation.Relu or Activation.LeakyRelu) slopes[kink] = gradient[kink];
            if (activation == Activation.Elu) slopes[kink] = 1; // the second derivative jumps
            if (activation == Activation.Softplus) slopes[Array.IndexOf(input, 20f)] = 1; // so does the value
            Approx.Equal(slopes, gradient, 1e-6, $"{activation}, derivative");
        }
    }

    [Fact]
    public void Finite_differences_give_the_gradients_for_random_shapes()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var rng = new Rng(seed);
            Activation activation = Enum.GetValues<Activation>()[(int)seed % Enum.GetValues<Activation>().Length];
            (int rowCount, int size) = (1 + rng.NextInt(7), 1 + rng.NextInt(30));
            float[] input = Noise.Normal(rng, rowCount * size);
            float[] outputGradient = Noise.Normal(rng, rowCount * size);

            (_, float[] inputGradient) = LayerRun.Train(Activations.Create(activation, size), input, outputGradient, rowCount);

            double[] x = Approx.Widen(input);
            Func<double, double> function = Definition(activation, 0.01);
            double Loss() => DoubleOracle.Dot([.. x.Select(function)], outputGradient);
            Approx.Equal(DoubleOracle.Gradient(x, Loss), inputGradient, 3e-6, $"seed {seed}, {activation}");
        }
    }

    [Fact]
    public void An_element_does_not_depend_on_where_it_stands()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            for (int length = 1; length <= 40; length++)
            {
                float[] input = Noise.Normal(new Rng(1), length);
                float[] gradient = Noise.Normal(new Rng(2), length);
                (float[] output, float[] inputGradient) = LayerRun.Train(Activations.Create(activation, length), input, gradient, 1);

                for (int i = 0; i < length; i++)
                {
                    (float[] alone, float[] aloneGradient) = LayerRun.Train(Activations.Create(activation, 1), [input[i]], [gradient[i]], 1);
                    Assert.Equal(alone[0], output[i]);
                    Assert.Equal(aloneGradient[0], inputGradient[i]);
                }
            }
        }
    }

    [Fact]
    public void Nothing_overflows_and_NaN_is_not_hidden()
    {
        float[] input = [1e38f, -1e38f, 88, -88, 1000, -1000, 1e-40f, -1e-40f, 0, float.NaN];
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            float[] ones = [.. input.Select(_ => 1f)];
            (float[] output, float[] gradient) = LayerRun.Train(Activations.Create(activation, input.Length), input, ones, 1);

            Assert.All(output[..^1], value => Assert.True(float.IsFinite(value), $"{activation} gives {value}"));
            Assert.All(gradient[..^1], value => Assert.InRange(value, -0.2f, 1.2f));
            Assert.Equal(float.NaN, output[^1]);
        }
    }

    [Fact]
    public void An_unknown_activation_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.Create((Activation)99, 3));

    private static double[] Values(string activation, double slope, float[] input) =>
        [.. input.Select(x => Definition(Enum.Parse<Activation>(activation), slope)(x))];

    private static Func<double, double> Definition(Activation activation, double slope) => activation switch
    {
        Activation.Relu => x => Math.Max(x, 0),
        Activation.LeakyRelu => x => x > 0 ? x : slope * x,
        Activation.Elu => x => x > 0 ? x : Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1,
        Activation.Gelu => x => x * (1 + DoubleOracle.Erf(x / Math.Sqrt(2))) / 2,
        Activation.GeluTanh => x => x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2,
        Activation.Silu => x => x / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh,
        Activation.Sigmoid => x => 1 / (1 + Math.Exp(-x)),
        Activation.Softplus => x => x > 20 ? x : Math.Log(1 + Math.Exp(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };
}
