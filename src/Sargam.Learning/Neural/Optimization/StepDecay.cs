namespace Sargam.Learning.Neural.Optimization;

/// <summary>A rate that is multiplied by a factor every so many epochs (PyTorch: <c>StepLR</c>).</summary>
/// <param name="InitialRate">The first.</param>
/// <param name="StepEpochCount">Epochs of each rate, at least 1 (PyTorch: <c>step_size</c>).</param>
/// <param name="Factor">From one to the next (PyTorch: <c>gamma</c>).</param>
internal readonly record struct StepDecay(double InitialRate, int StepEpochCount, double Factor = 0.1) : ILearningRateSchedule
{
    public double At(int epoch) => InitialRate * Math.Pow(Factor, (epoch - 1) / StepEpochCount);
}
