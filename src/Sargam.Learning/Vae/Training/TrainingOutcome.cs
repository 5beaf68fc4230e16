namespace Sargam.Learning.Vae.Training;

/// <summary>How a training went.</summary>
/// <param name="History">One entry per completed epoch.</param>
/// <param name="KeptEpoch">The epoch whose weights were kept; 0 for the initial ones.</param>
/// <param name="Convergence">Whether and when it settled.</param>
/// <param name="BrokenStep">The step of the next epoch whose loss was not finite; null when all went well.</param>
/// <param name="Beta">The final weight of the KL divergence.</param>
/// <param name="StepCount">Steps of the optimiser in the completed epochs.</param>
internal sealed record TrainingOutcome(
    IReadOnlyList<VaeEpoch> History, int KeptEpoch, Convergence Convergence, int? BrokenStep, double Beta, long StepCount);
