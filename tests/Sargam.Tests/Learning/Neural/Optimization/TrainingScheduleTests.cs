using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Optimization;

public sealed class TrainingScheduleTests
{
    private static readonly Dictionary<string, ILearningRateSchedule> Schedules = new()
    {
        ["cosine_T50"] = new CosineAnnealing(0.1, 50),
        ["cosine_T20_min"] = new CosineAnnealing(0.1, 20, 1e-3),
        ["cosine_restarts"] = new CosineRestarts(0.1, 10, 2, 1e-4),
        ["step"] = new StepDecay(0.1, 10, 0.5),
        ["exponential"] = new ExponentialDecay(0.1, 0.95),
    };

    private static readonly Dictionary<string, PlateauOptions> Plateaus = new()
    {
        ["plateau_default_f05_p3"] = new() { Factor = 0.5, Patience = 3 },
        ["plateau_f01_p2_cooldown2_min"] = new() { Factor = 0.1, Patience = 2, CooldownEpochCount = 2, MinimumRate = 0.001 },
        ["plateau_abs_thr"] = new() { Factor = 0.5, Patience = 2, Threshold = 0.01, IsThresholdAbsolute = true },
        ["plateau_max"] = new() { IsHigherBetter = true, Factor = 0.5, Patience = 3 },
    };

    public static TheoryData<string> ScheduleNames => [.. Schedules.Keys];

    public static TheoryData<string> PlateauNames => [.. Plateaus.Keys];

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void Learning_rates_equal_PyTorch(string name)
    {
        double[] expected = Numbers(name, "lr_used_at_step");
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], Schedules[name].At(i + 1), 1e-9 * expected[i] + 1e-15);
    }

    [Theory]
    [MemberData(nameof(PlateauNames))]
    public void Rates_on_a_plateau_equal_PyTorch_even_when_taken_up_again_every_epoch(string name)
    {
        double[] metrics = Numbers(name, "metrics");
        double[] expected = Numbers(name, "lr_after_each_step");
        var whole = new ReduceOnPlateau(0.1, Plateaus[name]);
        PlateauState saved = whole.State;
        for (int i = 0; i < metrics.Length; i++)
        {
            whole.Observe(metrics[i]);
            var resumed = new ReduceOnPlateau(99, Plateaus[name]) { State = saved };
            resumed.Observe(metrics[i]);
            saved = resumed.State;

            Assert.Equal(expected[i], whole.Rate, 1e-9 * expected[i]);
            Assert.Equal(whole.State, saved);
        }

        Assert.NotEqual(0.1, whole.Rate);
    }

    [Fact]
    public void A_metric_that_is_NaN_is_no_improvement()
    {
        var plateau = new ReduceOnPlateau(1, new PlateauOptions { Patience = 0 });
        plateau.Observe(double.NaN);

        Assert.Equal(0.1, plateau.Rate, 1e-12);
    }

    [Fact]
    public void A_warm_up_rises_evenly_from_zero_and_stays()
    {
        var schedule = new LinearWarmUp(4, 4);

        Assert.Equal([0, 1, 2, 3, 4, 4], Enumerable.Range(1, 6).Select(schedule.At));
        Assert.Equal(4, new LinearWarmUp(4, 0).At(1));
    }

    [Fact]
    public void A_learning_rate_warms_up_to_the_first_of_its_schedule()
    {
        var schedule = new WarmUpRate(new StepDecay(8, 2, 0.5), 3);

        Assert.Equal([2, 4, 6, 8, 8, 4, 4, 2], Enumerable.Range(1, 8).Select(schedule.At));
        Assert.Equal(5, new WarmUpRate(new ConstantRate(5), 0).At(1));
    }

    [Fact]
    public void Beta_rises_in_cycles_as_in_the_paper()
    {
        var beta = new CyclicalBeta(2, 16, CycleCount: 2, RiseShare: 0.5);

        Assert.Equal([0, 0.5, 1, 1.5, 2, 2, 2, 2, 0, 0.5, 1, 1.5, 2, 2, 2, 2, 2], Enumerable.Range(1, 17).Select(beta.At));
        for (int epochs = 1; epochs < 40; epochs++)
        {
            var any = new CyclicalBeta(3, epochs, 4, 1);
            Assert.All(Enumerable.Range(1, epochs + 5), epoch => Assert.InRange(any.At(epoch), 0, 3));
            Assert.Equal(0, any.At(1));
            Assert.Equal(3, any.At(epochs + 1));
        }
    }

    [Fact]
    public void Early_stopping_waits_for_its_patience_and_restores_the_best_running_statistics_too()
    {
        (ParameterStore store, EarlyStopping stopping) = (Store(), new EarlyStopping(2));
        bool[] stopped = Observe(stopping, store, [5, 3, 4, 2, 2, 2.5f]);

        Assert.Equal([false, false, false, false, false, true], stopped);
        Assert.Equal(4, stopping.BestEpoch);
        Assert.True(stopping.Restore(store));
        Assert.Equal(4, store.Values[0]);
        Assert.Equal(-4, store.Buffers[0]);
    }

    [Fact]
    public void Less_than_the_least_improvement_is_none()
    {
        (ParameterStore store, EarlyStopping stopping) = (Store(), new EarlyStopping(2, minDelta: 0.5));
        bool[] stopped = Observe(stopping, store, [5, 4.5f, 4, 3.9f, 3.6f]);

        Assert.Equal([false, false, false, false, true], stopped);
        Assert.Equal((3, 4), (stopping.BestEpoch, stopping.BestLoss));
    }

    [Fact]
    public void A_stopping_taken_up_again_goes_on_as_if_nothing_had_happened()
    {
        (ParameterStore store, EarlyStopping stopping) = (Store(), new EarlyStopping(2));
        Observe(stopping, store, [5, 3]);
        var resumed = new EarlyStopping(2);
        resumed.Resume(stopping.BestEpoch, stopping.BestLoss, stopping.BestState);

        Assert.False(resumed.Observe(3, 3, store));
        Assert.True(resumed.Observe(4, 4, store));
        store.Values.Clear();
        Assert.True(resumed.Restore(store));
        Assert.Equal(2, store.Values[0]);
    }

    [Fact]
    public void Nothing_is_restored_before_anything_was_seen()
    {
        ParameterStore store = Store();
        store.Values[0] = 7;

        Assert.False(new EarlyStopping(1).Restore(store));
        Assert.False(new EarlyStopping(1).Observe(1, double.NaN, store));
        Assert.Equal(7, store.Values[0]);
    }

    private static ParameterStore Store()
    {
        var store = new ParameterStore();
        store.Add("weight", 1);
        store.AddBuffer("running_mean", 1);
        return store;
    }

    // The network's state in epoch e is (e, -e).
    private static bool[] Observe(EarlyStopping stopping, ParameterStore store, float[] losses) =>
        [.. losses.Select((loss, i) =>
        {
            (store.Values[0], store.Buffers[0]) = (i + 1, -i - 1);
            return stopping.Observe(i + 1, loss, store);
        })];

    private static double[] Numbers(string name, string list) =>
        [.. Golden.CommittedJson("torch/schedules.json").GetProperty(name).GetProperty(list).EnumerateArray().Select(item => item.GetDouble())];
}
