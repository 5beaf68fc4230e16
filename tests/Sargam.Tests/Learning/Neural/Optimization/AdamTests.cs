using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Optimization;

public sealed class AdamTests
{
    [Theory]
    [InlineData("adam", 0.05, 0.9, 0.999, 1e-8)]
    [InlineData("adam_b", 0.02, 0.8, 0.95, 1e-6)]
    public void Twenty_steps_follow_PyTorch(string name, double learningRate, double beta1, double beta2, double epsilon)
    {
        var store = new ParameterStore();
        TorchGolden.Floats("optim/w0").CopyTo(store.Add("w", 5, 3).Values);
        TorchGolden.Floats("optim/b0").CopyTo(store.Add("b", 3).Values);
        var adam = new Adam(store, beta1, beta2, epsilon);
        double[] trajectory = TorchGolden.Array($"optim/{name}_trajectory").Values.ToArray();
        double[] inDouble = TorchGolden.Array($"optim/{name}_trajectory_f64").Values.ToArray();

        for (int step = 0; step <= 20; step++)
        {
            Approx.Equal(trajectory.AsSpan(step * 18, 18), store.Values, 5e-6, $"after step {step}");
            Approx.Equal(inDouble.AsSpan(step * 18, 18), store.Values, 5e-6, $"after step {step}, float64");
            WriteGradient(store);
            adam.Step(learningRate);
        }
    }

    [Fact]
    public void Vectors_and_remainder_do_the_same_arithmetic()
    {
        var store = new ParameterStore();
        store.Add("w", 61);
        var adam = new Adam(store);
        var rng = new Rng(4);
        for (int step = 0; step < 50; step++)
        {
            store.Gradients.Fill((float)rng.Normal());
            adam.Step(0.01);
        }

        Assert.NotEqual(0, store.Values[0]);
        Assert.All(store.Values.ToArray(), value => Assert.Equal(store.Values[0], value));
    }

    [Fact]
    public void Fading_moments_become_zero_and_never_denormal()
    {
        var store = new ParameterStore();
        store.Add("w", 9);
        var adam = new Adam(store, beta1: 0.9, beta2: 0.9);
        store.Gradients.Fill(1e-17f);
        for (int step = 0; step < 2000; step++)
        {
            adam.Step(0.01);
            store.Gradients.Fill(step % 2 == 0 ? 0 : 1e-25f);
            Assert.DoesNotContain(adam.Moments.First.ToArray(), float.IsSubnormal);
            Assert.DoesNotContain(adam.Moments.Second.ToArray(), float.IsSubnormal);
        }

        Assert.All(adam.Moments.First.ToArray(), moment => Assert.Equal(0, moment));
        Assert.All(store.Values.ToArray(), value => Assert.True(float.IsFinite(value) && value < 0));
    }

    // Gradient of the mean squared error of X w + b against Y, in double as the reference has it.
    private static void WriteGradient(ParameterStore store)
    {
        double[] x = TorchGolden.Array("optim/X").Values.ToArray();
        double[] y = TorchGolden.Array("optim/Y").Values.ToArray();
        var gradient = new double[18];
        for (int row = 0; row < 16; row++)
        {
            for (int o = 0; o < 3; o++)
            {
                double residual = store.Values[15 + o] - y[row * 3 + o];
                for (int i = 0; i < 5; i++) residual += x[row * 5 + i] * store.Values[i * 3 + o];
                for (int i = 0; i < 5; i++) gradient[i * 3 + o] += 2 * residual * x[row * 5 + i] / 48;
                gradient[15 + o] += 2 * residual / 48;
            }
        }

        for (int i = 0; i < 18; i++) store.Gradients[i] = (float)gradient[i];
    }
}
