namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>How exclusively one factor sits in one latent dimension.</summary>
/// <param name="Gap">(largest - second largest information) / entropy, in [0, 1]; null for a factor with fewer than 2 known classes.</param>
/// <param name="Dimension">The latent dimension that tells most about the factor; of equal ones the first.</param>
/// <param name="LargestInformation">What that dimension tells, in nats.</param>
/// <param name="SecondInformation">What the next best dimension tells, in nats; 0 when there is only one.</param>
/// <param name="Entropy">Entropy of the factor, in nats.</param>
/// <param name="ObservationCount">Rows with a known class.</param>
public readonly record struct FactorGap(
    double? Gap, int Dimension, double LargestInformation, double SecondInformation, double Entropy, int ObservationCount);
