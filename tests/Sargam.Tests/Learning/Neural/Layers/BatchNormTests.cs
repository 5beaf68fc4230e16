using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class BatchNormTests
{
    [Theory]
    [InlineData("batchnorm1d_2d_input", 5, 1)]
    [InlineData("batchnorm1d_3d_input", 4, 7)]
    [InlineData("batchnorm2d", 3, 30)]
    public void Training_equals_PyTorch(string name, int channels, int positions)
    {
        string folder = $"layers/{name}_train";
        (ParameterStore store, BatchNorm layer) = Golden(folder, channels, positions);
        float[] input = ChannelsLast($"{folder}/input", channels, positions);
        float[] outputGradient = ChannelsLast($"{folder}/grad_output", channels, positions);

        (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, outputGradient, input.Length / layer.InputSize);

        Compare($"{folder}/output", channels, positions, output);
        Compare($"{folder}/grad_input", channels, positions, inputGradient);
        Compare($"{folder}/grad_param_weight", channels, 1, store.Parameters[0].Gradient);
        Compare($"{folder}/grad_param_bias", channels, 1, store.Parameters[1].Gradient);
        Compare($"{folder}/buffer_after_running_mean", channels, 1, store.Parameters[2].Values);
        Compare($"{folder}/buffer_after_running_var", channels, 1, store.Parameters[3].Values);
    }

    [Theory]
    [InlineData("batchnorm1d_2d_input", 5, 1)]
    [InlineData("batchnorm1d_3d_input", 4, 7)]
    [InlineData("batchnorm2d", 3, 30)]
    public void Evaluation_equals_PyTorch_and_changes_nothing(string name, int channels, int positions)
    {
        string folder = $"layers/{name}_eval";
        (ParameterStore store, BatchNorm layer) = Golden(folder, channels, positions);
        float[] buffers = store.Buffers.ToArray();
        float[] input = ChannelsLast($"{folder}/input", channels, positions);

        float[] output = LayerRun.Evaluate(layer, input, input.Length / layer.InputSize);

        Compare($"{folder}/output", channels, positions, output);
        Assert.Equal(buffers, store.Buffers.ToArray());
    }

    [Fact]
    public void Parameters_have_the_names_of_PyTorch_and_start_as_there()
    {
        var store = new ParameterStore();
        var layer = new BatchNorm(store, "encoder.1", 2, 3);
        store.Buffers.Fill(7);
        layer.Initialize(new Rng(1));

        Assert.Equal(
            ["encoder.1.weight", "encoder.1.bias", "encoder.1.running_mean", "encoder.1.running_var"], store.Parameters.Select(p => p.Name));
        Assert.Equal([1, 1, 0, 0], store.Values.ToArray());
        Assert.Equal([0, 0, 1, 1], store.Buffers.ToArray());
    }

    [Fact]
    public void Gradients_match_finite_differences_for_random_shapes()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var rng = new Rng(seed);
            (int rowCount, int channels, int positions) = (2 + rng.NextInt(6), 1 + rng.NextInt(20), 1 + rng.NextInt(9));
            (ParameterStore store, BatchNorm layer) = Random(rng, channels, positions);
            float[] input = Noise.Normal(rng, rowCount * layer.InputSize);
            float[] outputGradient = Noise.Normal(rng, input.Length);

            (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, outputGradient, rowCount);

            Dictionary<string, double[]> parameters = DoubleOracle.Parameters(store);
            double[] x = Approx.Widen(input);
            double[] Forward() => DoubleOracle.Normalise(x, channels, parameters["norm.weight"], parameters["norm.bias"], i => i % channels);
            double Loss() => DoubleOracle.Dot(Forward(), outputGradient);
            Approx.Equal(Forward(), output, 3e-6, $"seed {seed}, output");
            Approx.EqualToPeak(DoubleOracle.Gradient(x, Loss), inputGradient, 1e-5, $"seed {seed}, input");
            Approx.EqualToPeak(DoubleOracle.Gradient(parameters["norm.weight"], Loss), store.Parameters[0].Gradient, 1e-5, $"seed {seed}, weight");
            Approx.EqualToPeak(DoubleOracle.Gradient(parameters["norm.bias"], Loss), store.Parameters[1].Gradient, 1e-5, $"seed {seed}, bias");
        }
    }

    [Theory]
    [InlineData(1, 700, 200)]
    [InlineData(3, 333, 101)]
    [InlineData(20, 130, 33)]
    [InlineData(32, 1300, 9)]
    [InlineData(129, 1, 300)]
    [InlineData(3000, 1, 40)]
    public void Maps_of_many_chunks_and_any_width_are_normalised_as_the_definition_says(int channels, int positions, int rowCount)
    {
        var rng = new Rng(3);
        (ParameterStore store, BatchNorm layer) = Random(rng, channels, positions);
        float[] input = Noise.Normal(rng, rowCount * layer.InputSize);

        // Channels far from 0 and of different sizes: sums of squares would lose them.
        for (int i = 0; i < input.Length; i++) input[i] = input[i] * (1 + i % channels % 5) + 300 * (i % channels % 3);
        float[] outputGradient = Noise.Normal(rng, input.Length);

        (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, outputGradient, rowCount);

        (double[] expected, double[] expectedGradient) = Reference(store, input, outputGradient, channels);
        Approx.Equal(expected, output, 1e-5, "output");
        Approx.EqualToPeak(expectedGradient, inputGradient, 5e-6, "input gradient");
    }

    [Fact]
    public void Evaluation_with_running_statistics_of_one_batch_kept_long_enough_equals_training()
    {
        var rng = new Rng(5);
        (_, BatchNorm layer) = Random(rng, 6, 50);
        float[] input = Noise.Normal(rng, 40 * layer.InputSize);
        float[] training = [];
        for (int i = 0; i < 200; i++) (training, _) = LayerRun.Train(layer, input, input, 40);

        // The running variance is unbiased, of 2,000 values: deviations shrink by a quarter of a thousandth.
        Approx.Equal(Approx.Widen(training), LayerRun.Evaluate(layer, input, 40), 2e-3, "output");
    }

    [Fact]
    public void One_value_per_channel_has_variance_0_and_gives_the_shift()
    {
        var rng = new Rng(6);
        (ParameterStore store, BatchNorm layer) = Random(rng, 3, 1);
        float[] before = store.Buffers.ToArray();

        (float[] output, float[] inputGradient) = LayerRun.Train(layer, [5, -7, 1000], [1, 2, 3], 1);

        Approx.Equal(Approx.Widen(store.Parameters[1].Values), output, 1e-6);
        Assert.All(inputGradient, gradient => Assert.Equal(0, gradient, 1e-3f));
        for (int c = 0; c < 3; c++) Assert.Equal(0.9f * before[3 + c], store.Buffers[3 + c], 1e-6f);
    }

    [Fact]
    public void A_constant_channel_stays_finite()
    {
        (_, BatchNorm layer) = Random(new Rng(7), 2, 4);
        float[] input = [.. Enumerable.Range(0, 5 * 8).Select(i => i % 2 == 0 ? 0.1f : i)];

        (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, input, 5);

        Assert.All(output, value => Assert.True(float.IsFinite(value)));
        Assert.All(inputGradient, value => Assert.True(float.IsFinite(value)));
    }

    private static (ParameterStore Store, BatchNorm Layer) Random(Rng rng, int channels, int positions)
    {
        var store = new ParameterStore();
        var layer = new BatchNorm(store, "norm", channels, positions);
        layer.Initialize(rng);
        foreach (ref float value in store.Values) value += (float)rng.Uniform(-0.5, 0.5);
        return (store, layer);
    }

    private static (double[] Output, double[] InputGradient) Reference(ParameterStore store, float[] input, float[] outputGradient, int channels)
    {
        double[] weights = Approx.Widen(store.Parameters[0].Values);
        double[] biases = Approx.Widen(store.Parameters[1].Values);
        int count = input.Length / channels;
        var output = new double[input.Length];
        var gradient = new double[input.Length];
        for (int c = 0; c < channels; c++)
        {
            double mean = 0, variance = 0, sum = 0, product = 0;
            for (int i = c; i < input.Length; i += channels) mean += input[i] / (double)count;
            for (int i = c; i < input.Length; i += channels) variance += (input[i] - mean) * (input[i] - mean) / count;
            double deviation = Math.Sqrt(variance + 1e-5);
            for (int i = c; i < input.Length; i += channels)
            {
                double h = (input[i] - mean) / deviation;
                output[i] = h * weights[c] + biases[c];
                sum += outputGradient[i];
                product += outputGradient[i] * h;
            }

            for (int i = c; i < input.Length; i += channels)
            {
                gradient[i] = weights[c] / deviation * (outputGradient[i] - sum / count - (input[i] - mean) / deviation * product / count);
            }
        }

        return (output, gradient);
    }

    private static (ParameterStore Store, BatchNorm Layer) Golden(string folder, int channels, int positions)
    {
        var store = new ParameterStore();
        var layer = new BatchNorm(store, "norm", channels, positions);
        TorchGolden.Floats($"{folder}/param_weight").CopyTo(store.Parameters[0].Values);
        TorchGolden.Floats($"{folder}/param_bias").CopyTo(store.Parameters[1].Values);
        TorchGolden.Floats($"{folder}/buffer_before_running_mean").CopyTo(store.Parameters[2].Values);
        TorchGolden.Floats($"{folder}/buffer_before_running_var").CopyTo(store.Parameters[3].Values);
        return (store, layer);
    }

    private static float[] ChannelsLast(string name, int channels, int positions) =>
        LayerRun.ChannelsLast<float>(TorchGolden.Floats(name), channels, positions);

    private static void Compare(string name, int channels, int positions, ReadOnlySpan<float> actual) =>
        Approx.EqualToPeak(LayerRun.ChannelsLast<double>(TorchGolden.Array(name).Values.ToArray(), channels, positions), actual, 5e-6, name);
}
