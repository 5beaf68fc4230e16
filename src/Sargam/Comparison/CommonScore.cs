namespace Sargam.Comparison;

/// <summary>A method's silhouette in a space that all methods share.</summary>
/// <param name="Space">Such as <c>mfcc_stats</c>.</param>
/// <param name="Silhouette">Over seeds; null where there is no silhouette.</param>
/// <param name="Rank">Its place among the ranked methods, 1 for the highest; null when it is not ranked.</param>
public sealed record CommonScore(string Space, ScoreSpread? Silhouette, double? Rank);
