namespace Sargam.Comparison;

/// <summary>A method's agreement with a label set.</summary>
/// <param name="Label">The label set.</param>
/// <param name="Ami">Adjusted mutual information over seeds, on the tracks that all methods share.</param>
/// <param name="PBestOf">At the first seed, permutation p that allows for all methods having been tried; null where it proves nothing.</param>
/// <param name="WasGiven">Whether the method was told the label.</param>
public sealed record LabelScore(string Label, ScoreSpread Ami, double? PBestOf, bool WasGiven);
