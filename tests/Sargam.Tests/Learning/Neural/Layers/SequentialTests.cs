using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class SequentialTests
{
    [Fact]
    public void Gradients_of_a_chain_match_finite_differences_for_random_shapes()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var rng = new Rng(seed);
            int rowCount = 1 + rng.NextInt(6);
            int[] sizes = [.. Enumerable.Range(0, 2 + rng.NextInt(3)).Select(_ => 1 + rng.NextInt(14))];
            bool reluAtEnd = rng.NextInt(2) == 0;
            var store = new ParameterStore();
            Sequential chain = Sequential.Mlp(store, "chain", sizes, reluAtEnd);
            chain.Initialize(rng);
            float[] input = Noise.Normal(rng, rowCount * sizes[0]);
            float[] outputGradient = Noise.Normal(rng, rowCount * sizes[^1]);
            var output = new float[outputGradient.Length];
            var inputGradient = new float[input.Length];

            chain.Forward(input, output, rowCount, LayerMode.Train);
            chain.Backward(input, output, outputGradient, inputGradient, rowCount);

            Dictionary<string, double[]> parameters = DoubleOracle.Parameters(store);
            double[] x = Approx.Widen(input);
            double[] Forward() => DoubleOracle.Mlp(parameters, "chain", x, rowCount, reluAtEnd);
            double Loss() => DoubleOracle.Dot(Forward(), outputGradient);
            Approx.Equal(Forward(), output, 1e-5, $"seed {seed}, output");
            Approx.Equal(DoubleOracle.Gradient(x, Loss), inputGradient, 3e-5, $"seed {seed}, input");
            foreach (Parameter parameter in store.Parameters)
            {
                Approx.Equal(DoubleOracle.Gradient(parameters[parameter.Name], Loss), parameter.Gradient, 3e-5, $"seed {seed}, {parameter.Name}");
            }
        }
    }

    [Fact]
    public void A_smaller_batch_after_a_larger_one_gives_what_it_gives_alone()
    {
        var store = new ParameterStore();
        Sequential chain = Sequential.Mlp(store, "chain", [5, 7, 3], reluAtEnd: false);
        chain.Initialize(new Rng(1));
        float[] input = Noise.Normal(new Rng(2), 10 * 5);
        var large = new float[10 * 3];
        var small = new float[2 * 3];

        chain.Forward(input, large, 10, LayerMode.Train);
        chain.Forward(input.AsSpan(0, 10), small, 2, LayerMode.Train);
        chain.Backward(input.AsSpan(0, 10), small, small, [], 2);
        float[] after = store.Gradients.ToArray();

        Approx.Equal(Approx.Widen(large.AsSpan(0, 6)), small, 1e-6);
        Sequential fresh = Sequential.Mlp(store.ForInference(), "chain", [5, 7, 3], reluAtEnd: false);
        var alone = new float[small.Length];
        fresh.Forward(input.AsSpan(0, 10), alone, 2, LayerMode.Evaluate);
        Assert.Equal(alone, small);
        Assert.Contains(after, gradient => gradient != 0);
    }

    [Fact]
    public void Without_layers_it_hands_values_and_gradients_on()
    {
        var chain = new Sequential(3);
        var output = new float[6];
        var inputGradient = new float[6];

        chain.Forward([1, 2, 3, 4, 5, 6], output, 2, LayerMode.Train);
        chain.Backward([1, 2, 3, 4, 5, 6], output, [6, 5, 4, 3, 2, 1], inputGradient, 2);

        Assert.Equal([1, 2, 3, 4, 5, 6], output);
        Assert.Equal([6, 5, 4, 3, 2, 1], inputGradient);
    }

    [Fact]
    public void Layers_that_do_not_fit_together_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Sequential(3, new Relu(3), new Relu(4)));

    [Fact]
    public void Children_are_numbered_as_PyTorch_numbers_them()
    {
        static string[] Names(bool hasLayerNorm, double dropoutRate)
        {
            var store = new ParameterStore();
            Sequential.Mlp(store, "net", [5, 4, 3], activationAtEnd: false, Activation.Silu, hasLayerNorm, dropoutRate);
            return [.. store.Parameters.Select(parameter => parameter.Name)];
        }

        Assert.Equal(["net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias"], Names(false, 0));
        Assert.Equal(["net.0.weight", "net.0.bias", "net.3.weight", "net.3.bias"], Names(false, 0.5));
        Assert.Equal(["net.0.weight", "net.0.bias", "net.1.weight", "net.1.bias", "net.4.weight", "net.4.bias"], Names(true, 0.5));
    }

    [Fact]
    public void Normalised_and_activated_chains_are_the_definition_with_its_gradients()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var rng = new Rng(seed);
            (int rowCount, int inputSize, int size) = (1 + rng.NextInt(5), 1 + rng.NextInt(9), 2 + rng.NextInt(9));
            var store = new ParameterStore();
            Sequential chain = Sequential.Mlp(store, "net", [inputSize, size], activationAtEnd: true, Activation.Tanh, hasLayerNorm: true);
            chain.Initialize(rng);
            float[] input = Noise.Normal(rng, rowCount * inputSize);
            float[] outputGradient = Noise.Normal(rng, rowCount * size);

            (float[] output, float[] inputGradient) = LayerRun.Train(chain, input, outputGradient, rowCount);

            Dictionary<string, double[]> p = DoubleOracle.Parameters(store);
            double[] x = Approx.Widen(input);
            double[] Forward()
            {
                double[] hidden = DoubleOracle.Linear(x, rowCount, p["net.0.weight"], p["net.0.bias"]);
                hidden = DoubleOracle.Normalise(hidden, size, p["net.1.weight"], p["net.1.bias"], i => i / size);
                return [.. hidden.Select(Math.Tanh)];
            }

            double Loss() => DoubleOracle.Dot(Forward(), outputGradient);
            Approx.Equal(Forward(), output, 1e-5, $"seed {seed}, output");
            Approx.EqualToPeak(DoubleOracle.Gradient(x, Loss), inputGradient, 5e-5, $"seed {seed}, input");
            Approx.EqualToPeak(DoubleOracle.Gradient(p["net.0.weight"], Loss), store.Parameters[0].Gradient, 5e-5, $"seed {seed}, weight");
        }
    }

    [Fact]
    public void Dropout_layers_of_a_chain_draw_from_streams_of_their_own_and_repeat()
    {
        static float[] Output(ulong seed)
        {
            var store = new ParameterStore();
            Sequential chain = Sequential.Mlp(store, "net", [30, 30, 30], activationAtEnd: true, Activation.Tanh, dropoutRate: 0.5);
            chain.Initialize(new Rng(1));
            chain.Reseed(new Rng(seed));
            return LayerRun.Train(chain, Noise.Normal(new Rng(2), 300), new float[300], 10).Output;
        }

        Assert.Equal(Output(5), Output(5));
        Assert.NotEqual(Output(5), Output(6));
    }
}
