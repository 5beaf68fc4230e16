using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class ReluTests
{
    [Fact]
    public void Forward_and_backward_equal_PyTorch_at_zero_too()
    {
        float[] input = TorchGolden.Floats("layers/act_relu/input");
        Assert.Contains(0f, input);
        var layer = new Relu(input.Length);
        var output = new float[input.Length];
        var inputGradient = new float[input.Length];

        layer.Forward(input, output, 1, LayerMode.Train);
        layer.Backward(input, output, TorchGolden.Floats("layers/act_relu/grad_output"), inputGradient, 1);

        Approx.Equal(TorchGolden.Array("layers/act_relu/output").Values, output, 0);
        Approx.Equal(TorchGolden.Array("layers/act_relu/grad_input").Values, inputGradient, 0);
    }

    [Fact]
    public void Every_length_gives_what_the_definition_gives()
    {
        for (int length = 1; length <= 40; length++)
        {
            float[] input = Noise.Normal(new Rng((ulong)length), length);
            float[] outputGradient = Noise.Normal(new Rng((ulong)length + 100), length);
            var layer = new Relu(length);
            var output = new float[length];
            var inputGradient = new float[length];

            layer.Forward(input, output, 1, LayerMode.Train);
            layer.Backward(input, output, outputGradient, inputGradient, 1);

            Assert.Equal(input.Select(x => x > 0 ? x : 0), output);
            Assert.Equal(input.Select((x, i) => x > 0 ? outputGradient[i] : 0), inputGradient);
        }
    }

    [Fact]
    public void NaN_is_not_hidden()
    {
        var output = new float[1];
        new Relu(1).Forward([float.NaN], output, 1, LayerMode.Evaluate);

        Assert.Equal(float.NaN, output[0]);
    }
}
