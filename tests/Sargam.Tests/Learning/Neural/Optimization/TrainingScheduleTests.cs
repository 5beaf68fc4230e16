using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;

namespace Sargam.Tests.Learning.Neural.Optimization;

public sealed class TrainingScheduleTests
{
    [Fact]
    public void A_warm_up_rises_evenly_from_zero_and_stays()
    {
        var schedule = new LinearWarmUp(4, 4);

        Assert.Equal([0, 1, 2, 3, 4, 4], Enumerable.Range(1, 6).Select(schedule.At));
        Assert.Equal(4, new LinearWarmUp(4, 0).At(1));
    }

    [Fact]
    public void Early_stopping_waits_for_its_patience_and_restores_the_best()
    {
        var stopping = new EarlyStopping(2);
        ParameterStore weights = Weights(0);
        float[] losses = [5, 3, 4, 2, 2, 2.5f];
        var stopped = new List<bool>();
        for (int i = 0; i < losses.Length; i++)
        {
            weights.Values[0] = i + 1;
            weights.Buffers[0] = -i;
            stopped.Add(stopping.Observe(i + 1, losses[i], weights));
        }

        Assert.Equal([false, false, false, false, false, true], stopped);
        Assert.True(stopping.Restore(weights));
        Assert.Equal(4, stopping.BestEpoch);
        Assert.Equal((4, -3), (weights.Values[0], weights.Buffers[0]));
    }

    [Fact]
    public void Nothing_is_restored_before_anything_was_seen()
    {
        ParameterStore weights = Weights(7);

        Assert.False(new EarlyStopping(1).Restore(weights));
        Assert.Equal(7, weights.Values[0]);
    }

    [Fact]
    public void A_gain_below_the_least_improvement_does_not_count()
    {
        var stopping = new EarlyStopping(2, minDelta: 0.1);
        ParameterStore weights = Weights(0);

        Assert.Equal([false, false, true], new[] { 1, 0.95, 0.91 }.Select((loss, i) => stopping.Observe(i + 1, loss, weights)));
        Assert.Equal(1, stopping.BestEpoch);
    }

    private static ParameterStore Weights(float value)
    {
        var store = new ParameterStore();
        store.Add("weight", 1).Values.Fill(value);
        store.AddBuffer("running", 1);
        return store;
    }
}
