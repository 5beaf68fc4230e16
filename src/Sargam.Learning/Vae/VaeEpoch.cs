namespace Sargam.Learning.Vae;

/// <summary>What one epoch of training came to: means over the training observations, as the weights moved.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Total">Reconstruction + beta x KL, with this epoch's beta.</param>
/// <param name="Reconstruction">Squared error.</param>
/// <param name="Kl">KL divergence of the posterior from the standard normal prior.</param>
/// <param name="ValidationTotal">The loss of the validation rows after the epoch, always with the full beta; null without validation rows.</param>
/// <param name="Beta">Weight of the KL divergence in this epoch.</param>
/// <param name="LearningRate">Adam's step size in this epoch.</param>
/// <param name="ActiveUnits">Latent dimensions whose posterior mean had a variance above 0.01 over the epoch's batches.</param>
public readonly record struct VaeEpoch(
    int Epoch, double Total, double Reconstruction, double Kl, double? ValidationTotal, double Beta, double LearningRate, int ActiveUnits);
