namespace Sargam.Learning.Neural.Optimization;

/// <summary>What <see cref="ReduceOnPlateau"/> remembers between epochs, for checkpoints.</summary>
/// <param name="Rate">The rate of the next epoch.</param>
/// <param name="Best">The best metric so far.</param>
/// <param name="BadEpochCount">Epochs without improvement since.</param>
/// <param name="CooldownLeft">Epochs for which none are counted.</param>
internal readonly record struct PlateauState(double Rate, double Best, int BadEpochCount, int CooldownLeft);
