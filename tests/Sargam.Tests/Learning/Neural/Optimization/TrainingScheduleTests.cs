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
        float[] losses = [5, 3, 4, 2, 2, 2.5f];
        bool[] stopped = [.. losses.Select((loss, i) => stopping.Observe(i + 1, loss, [i + 1]))];
        var weights = new float[1];

        Assert.Equal([false, false, false, false, false, true], stopped);
        Assert.True(stopping.Restore(weights));
        Assert.Equal(4, stopping.BestEpoch);
        Assert.Equal(4, weights[0]);
    }

    [Fact]
    public void Nothing_is_restored_before_anything_was_seen()
    {
        float[] weights = [7];

        Assert.False(new EarlyStopping(1).Restore(weights));
        Assert.Equal(7, weights[0]);
    }
}
