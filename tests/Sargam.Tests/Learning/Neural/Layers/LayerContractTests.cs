using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

/// <summary>What every layer promises: the same bits on any number of threads, no allocation once warm, no gradient nobody wants.</summary>
public sealed class LayerContractTests
{
    // Large enough for several chunks, of sizes that fill no vector evenly.
    private static readonly Dictionary<string, Func<ParameterStore, Layer>> Cases = new()
    {
        ["BatchNorm of a map"] = store => new BatchNorm(store, "layer", 13, 1001),
        ["BatchNorm of vectors"] = store => new BatchNorm(store, "layer", 5003),
        ["BatchNorm of one channel"] = store => new BatchNorm(store, "layer", 1, 9999),
        ["LayerNorm"] = store => new LayerNorm(store, "layer", 37, 301),
        ["Dropout"] = _ => new Dropout(10_007, 0.3),
        ["BilinearResize"] = _ => new BilinearResize(3, 31, 29, 40, 67),
        ["BilinearResize of one channel"] = _ => new BilinearResize(1, 131, 29, 40, 67),
        ["Relu"] = _ => new Relu(10_007),
        ["LeakyRelu"] = _ => new LeakyRelu(10_007, 0.2),
        ["Elu"] = _ => new Elu(10_007),
        ["Gelu"] = _ => new Gelu(10_007),
        ["GeluTanh"] = _ => new GeluTanh(10_007),
        ["Silu"] = _ => new Silu(10_007),
        ["Tanh"] = _ => new Tanh(10_007),
        ["Sigmoid"] = _ => new Sigmoid(10_007),
        ["Softplus"] = _ => new Softplus(10_007),
        ["Mlp"] = store => Sequential.Mlp(store, "layer", [50, 700, 20], activationAtEnd: true, Activation.Gelu, hasLayerNorm: true, dropoutRate: 0.2),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bits_do_not_depend_on_the_number_of_threads(string name)
    {
        const int RowCount = 11;
        var results = new List<float[]>();
        for (int threads = 1; threads <= 3; threads++)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            (ParameterStore store, Layer layer, float[] input, float[] outputGradient) = Build(name, RowCount);
            (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, outputGradient, RowCount);
            float[] evaluated = LayerRun.Evaluate(layer, input, RowCount);
            results.Add([.. output, .. inputGradient, .. evaluated, .. store.Gradients, .. store.Buffers]);
            Assert.All(results[^1], value => Assert.True(float.IsFinite(value)));
        }

        Assert.True(results[0].AsSpan().SequenceEqual(results[1]), "one and two threads differ");
        Assert.True(results[0].AsSpan().SequenceEqual(results[2]), "one and three threads differ");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_warm_pass_allocates_nothing(string name)
    {
        using IDisposable oneThread = WorkerPool.Limit(1);
        (_, Layer layer, float[] input, float[] outputGradient) = Build(name, 6);
        var output = new float[6 * layer.OutputSize];
        var inputGradient = new float[6 * layer.InputSize];
        void Pass()
        {
            PassOf(6);
            PassOf(1);
        }

        void PassOf(int rowCount)
        {
            layer.Forward(input, output, rowCount, LayerMode.Train);
            layer.Backward(input, output, outputGradient, inputGradient, rowCount);
            layer.Forward(input, output, rowCount, LayerMode.Evaluate);
        }

        Assert.Equal(0, Allocation.OfWarm(Pass));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_a_wanted_input_gradient_the_parameters_still_get_theirs(string name)
    {
        (ParameterStore store, Layer layer, float[] input, float[] outputGradient) = Build(name, 2);
        (float[] output, _) = LayerRun.Train(layer, input, outputGradient, 2);
        float[] gradients = store.Gradients.ToArray();
        store.Gradients.Clear();

        layer.Backward(input, output, outputGradient, [], 2);

        Assert.Equal(gradients, store.Gradients.ToArray());
    }

    private static (ParameterStore Store, Layer Layer, float[] Input, float[] OutputGradient) Build(string name, int rowCount)
    {
        var rng = new Rng(1);
        var store = new ParameterStore();
        Layer layer = Cases[name](store);
        layer.Initialize(rng);
        layer.Reseed(new Rng(2));
        return (store, layer, Noise.Normal(rng, rowCount * layer.InputSize), Noise.Normal(rng, rowCount * layer.OutputSize));
    }
}
