using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class ConvolutionLayerTests
{
    public static TheoryData<string> Kinds => ["Conv1d", "Conv2d", "ConvTranspose1d", "ConvTranspose2d"];

    [Theory]
    [InlineData("conv1d_k3_s2_p1", "Conv1d(5, 6, kernel_size=(3,), stride=(2,), padding=(1,))")]
    [InlineData("conv1d_k5_s1_p2", "Conv1d(4, 3, kernel_size=(5,), stride=(1,), padding=(2,))")]
    [InlineData("conv1d_k3_dilation2", "Conv1d(3, 4, kernel_size=(3,), stride=(1,), padding=(2,), dilation=(2,))")]
    [InlineData("conv2d_k3_s2_p1", "Conv2d(3, 4, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))")]
    [InlineData("conv2d_k4_s2_p1", "Conv2d(3, 4, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1))")]
    [InlineData("conv2d_k3_s1_p0", "Conv2d(2, 3, kernel_size=(3, 3), stride=(1, 1))")]
    [InlineData("conv2d_k35_s12_p12", "Conv2d(2, 3, kernel_size=(3, 5), stride=(1, 2), padding=(1, 2))")]
    [InlineData("convT1d_k3_s2_p1_op0", "ConvTranspose1d(4, 3, kernel_size=(3,), stride=(2,), padding=(1,))")]
    [InlineData("convT1d_k3_s2_p1_op1", "ConvTranspose1d(4, 3, kernel_size=(3,), stride=(2,), padding=(1,), output_padding=(1,))")]
    [InlineData("convT2d_k3_s2_p1_op0", "ConvTranspose2d(4, 3, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))")]
    [InlineData("convT2d_k3_s2_p1_op1", "ConvTranspose2d(4, 3, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), output_padding=(1, 1))")]
    [InlineData("convT2d_k4_s2_p1", "ConvTranspose2d(4, 3, kernel_size=(4, 4), stride=(2, 2), padding=(1, 1))")]
    public void Forward_and_backward_equal_PyTorch(string name, string module)
    {
        NpyArray Read(string file) => TorchGolden.Array($"layers/{name}/{file}");
        var settings = ConvolutionCase.Parse(module, Read("input").Shape);
        var store = new ParameterStore();
        ConvolutionLayer layer = settings.Layer(store);
        Assert.Equal(Read("param_weight").Shape, store.Parameters[0].Shape);
        TorchGolden.Floats($"layers/{name}/param_weight").CopyTo(store.Parameters[0].Values);
        TorchGolden.Floats($"layers/{name}/param_bias").CopyTo(store.Parameters[1].Values);
        int rowCount = Read("input").Shape[0];
        float[] input = Maps.ChannelsLast(TorchGolden.Floats($"layers/{name}/input"), settings.Input);
        float[] outputGradient = Maps.ChannelsLast(TorchGolden.Floats($"layers/{name}/grad_output"), layer.OutputShape);

        (float[] output, float[] inputGradient) = Pass(layer, input, outputGradient, rowCount);

        void Equal(string file, ReadOnlySpan<float> actual) => Approx.EqualToPeak(Read(file).Values, actual, 5e-6, file);
        Equal("output", Maps.ChannelsFirst(output, layer.OutputShape));
        Equal("grad_input", Maps.ChannelsFirst(inputGradient, settings.Input));
        Equal("grad_param_weight", store.Parameters[0].Gradient);
        Equal("grad_param_bias", store.Parameters[1].Gradient);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_match_finite_differences_for_random_shapes(string kind)
    {
        for (ulong seed = 0; seed < 15; seed++)
        {
            var rng = new Rng(seed);
            var settings = ConvolutionCase.Random(kind, rng);
            string what = $"seed {seed}, {settings}";
            var store = new ParameterStore();
            ConvolutionLayer layer = settings.Layer(store);
            layer.Initialize(rng);
            int rowCount = 1 + rng.NextInt(2);
            float[] input = Noise.Normal(rng, rowCount * layer.InputSize);
            float[] outputGradient = Noise.Normal(rng, rowCount * layer.OutputSize);

            (float[] output, float[] inputGradient) = Pass(layer, input, outputGradient, rowCount);

            Dictionary<string, double[]> parameters = DoubleOracle.Parameters(store);
            double[] x = Approx.Widen(Maps.ChannelsFirst(input, settings.Input));
            float[] above = Maps.ChannelsFirst(outputGradient, layer.OutputShape);
            double[] Forward() => settings.Oracle(
                layer.OutputShape, rowCount, x, parameters["layer.weight"], parameters.GetValueOrDefault("layer.bias"));
            double Loss() => DoubleOracle.Dot(Forward(), above);
            Approx.EqualToPeak(Forward(), Maps.ChannelsFirst(output, layer.OutputShape), 5e-6, $"{what}: output");
            Approx.EqualToPeak(DoubleOracle.Gradient(x, Loss), Maps.ChannelsFirst(inputGradient, settings.Input), 1e-5, $"{what}: input");
            foreach (Parameter parameter in store.Parameters)
            {
                double[] expected = DoubleOracle.Gradient(parameters[parameter.Name], Loss);
                Approx.EqualToPeak(expected, parameter.Gradient, 1e-5, $"{what}: {parameter.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_thread_count_gives_the_same_bits(string kind)
    {
        float[][]? expected = null;
        foreach (int threadCount in new[] { 1, 2, 3 })
        {
            using IDisposable limit = WorkerPool.Limit(threadCount);
            var store = new ParameterStore();
            ConvolutionLayer layer = Large(kind).Layer(store);
            layer.Initialize(new Rng(1));
            float[] input = Noise.Normal(new Rng(2), 40 * layer.InputSize);
            float[] outputGradient = Noise.Normal(new Rng(3), 40 * layer.OutputSize);
            (float[] output, float[] inputGradient) = Pass(layer, input, outputGradient, 40);
            float[][] actual = [output, inputGradient, store.Gradients.ToArray()];
            expected ??= actual;
            for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[i], actual[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_warm_step_allocates_nothing(string kind)
    {
        using IDisposable limit = WorkerPool.Limit(1); // of several threads one may stay cold for long
        ConvolutionLayer layer = Large(kind).Layer(new ParameterStore());
        float[] input = Noise.Normal(new Rng(2), 40 * layer.InputSize);
        float[] output = new float[40 * layer.OutputSize];
        float[] inputGradient = new float[input.Length];
        void Step()
        {
            layer.Forward(input, output, 40, LayerMode.Train);
            layer.Backward(input, output, output, inputGradient, 40);
        }

        for (int i = 0; i < 2; i++) Step();
        Assert.Equal(0, Allocation.OfWarm(Step));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_inference_copy_gives_the_same_output_and_an_input_gradient_is_optional(string kind)
    {
        var store = new ParameterStore();
        ConvolutionLayer layer = Large(kind).Layer(store);
        layer.Initialize(new Rng(1));
        float[] input = Noise.Normal(new Rng(2), 3 * layer.InputSize);
        float[] outputGradient = Noise.Normal(new Rng(3), 3 * layer.OutputSize);
        (float[] output, _) = Pass(layer, input, outputGradient, 3);
        float[] gradients = store.Gradients.ToArray();
        var copied = new float[output.Length];

        Large(kind).Layer(store.ForInference()).Forward(input, copied, 3, LayerMode.Evaluate);
        store.Gradients.Clear();
        layer.Backward(input, output, outputGradient, [], 3);

        Assert.Equal(output, copied);
        Assert.Equal(gradients, store.Gradients.ToArray());
    }

    [Theory]
    [InlineData("Conv2d", 64 * 9)]
    [InlineData("ConvTranspose2d", 100 * 9)]
    public void Initial_parameters_fill_the_range_that_PyTorch_draws_from(string kind, int fanIn)
    {
        var store = new ParameterStore();
        new ConvolutionCase(kind, new FeatureMapShape(64, 3, 3), 100, 3).Layer(store).Initialize(new Rng(1));

        double bound = 1 / Math.Sqrt(fanIn);
        Assert.Equal(["layer.weight", "layer.bias"], store.Parameters.Select(parameter => parameter.Name));
        foreach (Parameter parameter in store.Parameters)
        {
            float[] values = parameter.Values.ToArray();
            Assert.InRange(values.Max(), 0.9 * bound, bound);
            Assert.InRange(values.Min(), -bound, -0.9 * bound);
            Assert.Equal(0, values.Average(), 0.2 * bound);
        }
    }

    private static (float[] Output, float[] InputGradient) Pass(Layer layer, float[] input, float[] outputGradient, int rowCount)
    {
        var output = new float[outputGradient.Length];
        var inputGradient = new float[input.Length];
        Array.Fill(output, float.NaN);
        Array.Fill(inputGradient, float.NaN);
        layer.Forward(input, output, rowCount, LayerMode.Train);
        layer.Backward(input, output, outputGradient, inputGradient, rowCount);
        return (output, inputGradient);
    }

    /// <summary>Enough work for several chunks.</summary>
    private static ConvolutionCase Large(string kind) => kind.EndsWith("1d", StringComparison.Ordinal)
        ? new ConvolutionCase(kind, new FeatureMapShape(16, 1, 200), 24, new Extent(1, 5)) { Stride = 2, Padding = 2 }
        : new ConvolutionCase(kind, new FeatureMapShape(16, 12, 17), 24, 3) { Stride = 2, Padding = 1 };
}
