using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Layers;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_wanted_share_is_zeroed_and_the_rest_scaled_up(double rate)
    {
        const int Length = 200_001;
        var layer = new Dropout(Length, rate);
        layer.Reseed(new Rng(1));
        var output = new float[Length];

        layer.Forward([.. Enumerable.Repeat(1f, Length)], output, 1, LayerMode.Train);

        float kept = (float)(1 / (1 - rate));
        Assert.All(output, value => Assert.True(value == 0 || value == kept));
        double deviation = Math.Sqrt(rate * (1 - rate) / Length);
        Assert.Equal(rate, output.Count(value => value == 0) / (double)Length, 5 * deviation);

        // Neighbours are independent.
        double both = Enumerable.Range(0, Length / 2).Count(i => output[2 * i] == 0 && output[2 * i + 1] == 0) / (Length / 2.0);
        Assert.Equal(rate * rate, both, 5 * Math.Sqrt(rate * rate / (Length / 2.0)));
    }

    [Fact]
    public void Backward_uses_the_mask_of_the_last_training_pass_even_after_an_evaluation()
    {
        var layer = new Dropout(37, 0.4);
        layer.Reseed(new Rng(2));
        float[] input = Noise.Normal(new Rng(3), 5 * 37);
        float[] outputGradient = Noise.Normal(new Rng(4), 5 * 37);
        var output = new float[input.Length];
        var inputGradient = new float[input.Length];

        layer.Forward(input, output, 5, LayerMode.Train);
        LayerRun.Evaluate(layer, input, 5);
        layer.Backward(input, output, outputGradient, inputGradient, 5);

        Assert.Contains(0f, output);
        for (int i = 0; i < input.Length; i++)
        {
            Assert.Equal(output[i] == 0 ? 0 : outputGradient[i] / 0.6f, inputGradient[i], 1e-6f);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_masks_and_every_pass_another()
    {
        float[] input = Noise.Normal(new Rng(3), 999);
        static float[][] Passes(float[] input)
        {
            var layer = new Dropout(333, 0.5);
            layer.Reseed(new Rng(8));
            return [.. Enumerable.Range(0, 3).Select(_ => LayerRun.Train(layer, input, input, 3).Output)];
        }

        float[][] passes = Passes(input);

        Assert.Equal(passes, Passes(input));
        Assert.NotEqual(passes[0], passes[1]);
    }

    [Fact]
    public void What_one_pass_drops_says_nothing_of_the_next_and_of_other_layers()
    {
        const int Length = 200_000;
        (Dropout first, Dropout second) = (new Dropout(Length, 0.5), new Dropout(Length, 0.5));
        first.Reseed(new Rng(1).Split(0));
        second.Reseed(new Rng(1).Split(1));
        float[] ones = [.. Enumerable.Repeat(1f, Length)];
        float[][] passes = [Pass(first, ones), Pass(first, ones), Pass(second, ones)];

        foreach ((int one, int other) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            double equal = passes[one].Zip(passes[other]).Count(pair => pair.First == pair.Second) / (double)Length;
            Assert.Equal(0.5, equal, 5 * Math.Sqrt(0.25 / Length));
        }
    }

    [Fact]
    public void The_mask_is_the_same_at_any_thread_count()
    {
        float[] input = Noise.Normal(new Rng(3), 100_003);
        float[][] outputs = [.. new[] { 1, 2, 3 }.Select(threadCount =>
        {
            using IDisposable limit = WorkerPool.Limit(threadCount);
            var layer = new Dropout(input.Length, 0.3);
            layer.Reseed(new Rng(5));
            return Pass(layer, input);
        })];

        Assert.Equal(outputs[0], outputs[1]);
        Assert.Equal(outputs[0], outputs[2]);
    }

    private static float[] Pass(Dropout layer, float[] input)
    {
        var output = new float[input.Length];
        layer.Forward(input, output, 1, LayerMode.Train);
        return output;
    }

    [Fact]
    public void Evaluation_hands_everything_on()
    {
        float[] input = Noise.Normal(new Rng(3), 30);

        Assert.Equal(input, LayerRun.Evaluate(new Dropout(10, 0.5), input, 3));
    }

    [Fact]
    public void Training_without_a_seed_and_rates_that_are_none_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() => LayerRun.Train(new Dropout(2, 0.5), [1, 2], [1, 2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(2, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(2, double.NaN));
    }
}
