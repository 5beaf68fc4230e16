namespace Sargam.Learning.Vae;

/// <summary>What one epoch of training came to: means over the training observations, as the weights moved.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Total">Reconstruction + beta x KL, with this epoch's beta.</param>
/// <param name="Reconstruction">The modalities' reconstruction losses, weighted.</param>
/// <param name="ReconstructionPerModality">The same for each modality, without weights.</param>
/// <param name="Kl">KL divergence of the posterior from the prior; 0 while there is none.</param>
/// <param name="ValidationTotal">The loss of the validation rows after the epoch, always with the full beta; null without validation rows.</param>
/// <param name="Beta">Weight of the KL divergence in this epoch.</param>
/// <param name="LearningRate">The optimiser's step size in this epoch.</param>
/// <param name="ActiveUnits">Latent dimensions whose posterior mean had a variance above 0.01 over the epoch's batches.</param>
public sealed record VaeEpoch(
    int Epoch, double Total, double Reconstruction, IReadOnlyList<double> ReconstructionPerModality, double Kl, double? ValidationTotal,
    double Beta, double LearningRate, int ActiveUnits);
