namespace Sargam.Learning.Neural.Optimization;

/// <summary>A learning rate that depends on the epoch alone, so that a training taken up again needs no state.</summary>
internal interface ILearningRateSchedule
{
    /// <summary>The rate of an epoch, counted from 1 (PyTorch's <c>lr</c> after <paramref name="epoch"/> - 1 calls of <c>step</c>).</summary>
    double At(int epoch);
}
