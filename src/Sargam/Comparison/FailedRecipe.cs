namespace Sargam.Comparison;

/// <summary>A recipe of a comparison that could not be run.</summary>
/// <param name="Recipe">Its name.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record FailedRecipe(string Recipe, string Reason);
