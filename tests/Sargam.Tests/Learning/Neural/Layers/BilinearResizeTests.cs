using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class BilinearResizeTests
{
    [Fact]
    public void Twice_as_large_lies_a_quarter_pixel_off_the_old_centres()
    {
        var layer = new BilinearResize(1, 1, 3, 1, 6);

        Approx.Equal([0, 1, 3, 5, 7, 8], LayerRun.Evaluate(layer, [0, 4, 8], 1), 1e-6);
    }

    [Fact]
    public void The_same_size_changes_nothing()
    {
        float[] input = Noise.Normal(new Rng(1), 2 * 5 * 7 * 3);

        Assert.Equal(input, LayerRun.Evaluate(new BilinearResize(3, 5, 7, 5, 7), input, 2));
    }

    [Fact]
    public void Values_are_those_of_the_definition_and_gradients_those_of_finite_differences_for_random_shapes()
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            var rng = new Rng(seed);
            (int channels, int rowCount) = (seed % 3 == 0 ? 1 : 1 + rng.NextInt(10), 1 + rng.NextInt(3));
            (int h, int w, int newH, int newW) = (1 + rng.NextInt(6), 1 + rng.NextInt(6), 1 + rng.NextInt(9), 1 + rng.NextInt(9));
            var layer = new BilinearResize(channels, h, w, newH, newW);
            float[] input = Noise.Normal(rng, rowCount * layer.InputSize);
            float[] outputGradient = Noise.Normal(rng, rowCount * layer.OutputSize);

            (float[] output, float[] inputGradient) = LayerRun.Train(layer, input, outputGradient, rowCount);

            double[] x = Approx.Widen(input);
            double[] Forward() => Definition(x, rowCount, channels, (h, w), (newH, newW));
            double Loss() => DoubleOracle.Dot(Forward(), outputGradient);
            Approx.Equal(Forward(), output, 2e-6, $"seed {seed}, output");
            Approx.Equal(DoubleOracle.Gradient(x, Loss), inputGradient, 1e-5, $"seed {seed}, input");
        }
    }

    private static double[] Definition(double[] input, int rowCount, int channels, (int H, int W) from, (int H, int W) to)
    {
        static (int First, int Second, double Fraction) Source(int i, int from, int to)
        {
            double at = Math.Max((i + 0.5) * from / to - 0.5, 0);
            int first = (int)Math.Floor(at + 1e-12);
            return (first, Math.Min(first + 1, from - 1), at - first);
        }

        var output = new double[rowCount * to.H * to.W * channels];
        for (int i = 0; i < output.Length; i++)
        {
            (int channel, int column, int row, int observation) =
                (i % channels, i / channels % to.W, i / channels / to.W % to.H, i / channels / to.W / to.H);
            (int top, int bottom, double down) = Source(row, from.H, to.H);
            (int left, int right, double across) = Source(column, from.W, to.W);
            double At(int y, int x) => input[((observation * from.H + y) * from.W + x) * channels + channel];
            output[i] = (1 - down) * ((1 - across) * At(top, left) + across * At(top, right))
                + down * ((1 - across) * At(bottom, left) + across * At(bottom, right));
        }

        return output;
    }
}
