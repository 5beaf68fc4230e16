namespace Sargam.Learning.Neural.Optimization;

/// <summary>A rate that is multiplied by a factor after every epoch (PyTorch: <c>ExponentialLR</c>).</summary>
/// <param name="InitialRate">The first.</param>
/// <param name="Factor">From one to the next (PyTorch: <c>gamma</c>).</param>
internal readonly record struct ExponentialDecay(double InitialRate, double Factor) : ILearningRateSchedule
{
    public double At(int epoch) => InitialRate * Math.Pow(Factor, epoch - 1);
}
