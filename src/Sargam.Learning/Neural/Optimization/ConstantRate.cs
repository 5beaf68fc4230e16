namespace Sargam.Learning.Neural.Optimization;

/// <summary>The same rate in every epoch.</summary>
/// <param name="Rate">That rate.</param>
internal readonly record struct ConstantRate(double Rate) : ILearningRateSchedule
{
    public double At(int epoch) => Rate;
}
