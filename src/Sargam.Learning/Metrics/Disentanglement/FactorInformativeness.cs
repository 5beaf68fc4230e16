namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>How well the latents tell one factor, and in how many dimensions.</summary>
/// <param name="Completeness">
/// 1 when a single dimension tells the factor, 0 when all dimensions tell it alike; null with one dimension only or a factor that no
/// dimension tells anything about.
/// </param>
/// <param name="Accuracy">Share of held-out rows whose class is predicted; null where there is nothing to predict or to hold out.</param>
/// <param name="BaselineAccuracy">
/// The share that always naming the most common class of the training rows gets: an accuracy that is no better says that the
/// latents do not hold the factor, and then its importances are noise.
/// </param>
/// <param name="ObservationCount">Rows with a known class.</param>
public readonly record struct FactorInformativeness(double? Completeness, double? Accuracy, double? BaselineAccuracy, int ObservationCount);
