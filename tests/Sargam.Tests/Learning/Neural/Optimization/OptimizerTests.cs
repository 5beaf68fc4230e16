using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Optimization;

public sealed class OptimizerTests
{
    private static readonly Dictionary<string, (Func<ParameterStore, IOptimizer> Create, double LearningRate)> Cases = new()
    {
        ["adam"] = (store => new Adam(store), 0.05),
        ["adam_b"] = (store => new Adam(store, 0.8, 0.95, 1e-6), 0.02),
        ["adam_wd"] = (store => new Adam(store, weightDecay: 0.01), 0.05),
        ["adamw"] = (store => new AdamW(store), 0.05),
        ["adamw_wd01"] = (store => new AdamW(store, weightDecay: 0.1), 0.05),
        ["sgd"] = (store => new Sgd(store), 0.05),
        ["sgd_momentum"] = (store => new Sgd(store, 0.9), 0.05),
        ["sgd_nesterov_wd"] = (store => new Sgd(store, 0.9, isNesterov: true, weightDecay: 0.01), 0.05),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Twenty_steps_follow_PyTorch(string name)
    {
        var store = new ParameterStore();
        TorchGolden.Floats("optim/w0").CopyTo(store.Add("w", 5, 3).Values);
        TorchGolden.Floats("optim/b0").CopyTo(store.Add("b", 3).Values);
        IOptimizer optimizer = Cases[name].Create(store);
        double[] trajectory = TorchGolden.Array($"optim/{name}_trajectory").Values.ToArray();
        double[] inDouble = TorchGolden.Array($"optim/{name}_trajectory_f64").Values.ToArray();

        for (int step = 0; step <= 20; step++)
        {
            Approx.Equal(trajectory.AsSpan(step * 18, 18), store.Values, 5e-6, $"after step {step}");
            Approx.Equal(inDouble.AsSpan(step * 18, 18), store.Values, 5e-6, $"after step {step}, float64");
            Assert.Equal(step, optimizer.StepCount);
            WriteGradient(store);
            optimizer.Step(Cases[name].LearningRate);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_and_remainder_do_the_same_arithmetic(string name)
    {
        var store = new ParameterStore();
        store.Add("w", 61);
        IOptimizer optimizer = Cases[name].Create(store);
        var rng = new Rng(4);
        for (int step = 0; step < 50; step++)
        {
            store.Gradients.Fill((float)rng.Normal());
            optimizer.Step(0.01);
        }

        Assert.NotEqual(0, store.Values[0]);
        Assert.All(store.Values.ToArray(), value => Assert.Equal(store.Values[0], value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_restored_optimiser_goes_on_to_the_same_bits(string name)
    {
        ParameterStore store = Random(77);
        IOptimizer optimizer = Cases[name].Create(store);
        Train(store, optimizer, 5);
        (int StepCount, (string, ReadOnlyMemory<float>)[] State, float[] Values) saved = (
            optimizer.StepCount,
            [.. optimizer.State.Select(array => (array.Name, (ReadOnlyMemory<float>)array.Values.ToArray()))],
            store.Values.ToArray());
        Train(store, optimizer, 5);

        ParameterStore other = Random(77);
        saved.Values.CopyTo(other.Values);
        IOptimizer restored = Cases[name].Create(other);
        restored.Restore(saved.StepCount, saved.State);
        Train(other, restored, 5);

        Assert.Equal(store.Values.ToArray(), other.Values.ToArray());
        Assert.Equal(10, restored.StepCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Many_values_move_alike_on_any_number_of_threads_without_allocation(string name)
    {
        var results = new List<float[]>();
        for (int threads = 1; threads <= 3; threads++)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            ParameterStore store = Random(200_003);
            IOptimizer optimizer = Cases[name].Create(store);
            Train(store, optimizer, 3);
            results.Add(store.Values.ToArray());
            if (threads > 1) continue;
            Assert.Equal(0, Allocation.OfWarm(() => optimizer.Step(0.01)));
        }

        Assert.True(results[0].AsSpan().SequenceEqual(results[1]), "one and two threads differ");
        Assert.True(results[0].AsSpan().SequenceEqual(results[2]), "one and three threads differ");
    }

    [Fact]
    public void State_of_another_kind_or_size_is_refused_and_nothing_changed()
    {
        ParameterStore store = Random(10);
        var adam = new Adam(store);
        Train(store, adam, 2);
        float[] before = adam.State[0].Values.ToArray();

        var error = Assert.Throws<ArgumentException>(() => adam.Restore(1, [("exp_avg", new float[10]), ("exp_avg_sq", new float[9])]));
        Assert.Throws<ArgumentException>(() => adam.Restore(1, [("momentum_buffer", new float[10])]));
        Assert.Throws<ArgumentOutOfRangeException>(() => adam.Restore(-1, adam.State));

        Assert.Contains("exp_avg_sq (9)", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, adam.State[0].Values.ToArray());
        Assert.Equal(2, adam.StepCount);
        Assert.Empty(new Sgd(store).State);
        Assert.Throws<ArgumentException>(() => new Sgd(store, momentum: 0, isNesterov: true));
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
            Assert.DoesNotContain(adam.State[0].Values.ToArray(), float.IsSubnormal);
            Assert.DoesNotContain(adam.State[1].Values.ToArray(), float.IsSubnormal);
        }

        Assert.All(adam.State[0].Values.ToArray(), moment => Assert.Equal(0, moment));
        Assert.All(store.Values.ToArray(), value => Assert.True(float.IsFinite(value) && value < 0));
    }

    private static ParameterStore Random(int length)
    {
        var store = new ParameterStore();
        store.Add("w", length);
        new Rng(3).Normal(store.Values);
        return store;
    }

    private static void Train(ParameterStore store, IOptimizer optimizer, int stepCount)
    {
        for (int step = 0; step < stepCount; step++)
        {
            new Rng((ulong)optimizer.StepCount).Normal(store.Gradients);
            optimizer.Step(0.01);
        }
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
