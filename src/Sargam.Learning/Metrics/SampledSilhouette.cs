namespace Sargam.Learning.Metrics;

/// <summary>A mean silhouette and what it is the mean of.</summary>
/// <param name="Mean">The mean silhouette; null where undefined.</param>
/// <param name="SampleSize">Rows it was computed on: all of them, or a random sample of a large collection, to be stated beside it.</param>
public readonly record struct SampledSilhouette(double? Mean, int SampleSize);
