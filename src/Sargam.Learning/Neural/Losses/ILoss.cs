namespace Sargam.Learning.Neural.Losses;

/// <summary>How far predictions are from their targets, with the gradient that training needs. Not thread-safe.</summary>
internal interface ILoss
{
    /// <summary>The mean over the observations of the loss of one.</summary>
    /// <param name="target">What should have come out, one row per observation.</param>
    /// <param name="prediction">What came out.</param>
    /// <param name="gradient">Overwritten with the loss by prediction, ready for a backward pass; as long as both.</param>
    /// <param name="rowCount">Observations, at least 1.</param>
    double Evaluate(ReadOnlySpan<float> target, ReadOnlySpan<float> prediction, Span<float> gradient, int rowCount);
}
