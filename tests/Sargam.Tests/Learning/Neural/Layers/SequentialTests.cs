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
}
