namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// A rate that rises evenly to the first of a schedule, which then begins (PyTorch: <c>SequentialLR</c> of a <c>LinearLR</c> and another).
/// </summary>
/// <param name="Schedule">What follows.</param>
/// <param name="EpochCount">Epochs of the rise; the first of them has 1 / (count + 1) of the full rate.</param>
internal sealed record WarmUpRate(ILearningRateSchedule Schedule, int EpochCount) : ILearningRateSchedule
{
    public double At(int epoch) =>
        epoch > EpochCount ? Schedule.At(epoch - EpochCount) : Schedule.At(1) * epoch / (EpochCount + 1);
}
