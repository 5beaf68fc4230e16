namespace Sargam.Learning.Neural.Optimization;

/// <summary>A weight that rises evenly from 0 over the first epochs and then stays.</summary>
/// <param name="Target">The weight once warm.</param>
/// <param name="EpochCount">Epochs below the target; 0 starts at the target.</param>
internal readonly record struct LinearWarmUp(double Target, int EpochCount)
{
    /// <summary>The weight in an epoch, counted from 1: 0 in the first, the target from epoch <see cref="EpochCount"/> + 1 on.</summary>
    public double At(int epoch) => epoch > EpochCount ? Target : Target * (epoch - 1) / EpochCount;
}
