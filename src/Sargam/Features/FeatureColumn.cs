namespace Sargam.Features;

/// <summary>What one number, or one row of a sequence, means.</summary>
/// <param name="Name">Such as <c>mfcc_01_mean</c>.</param>
/// <param name="Unit">Such as <c>Hz</c> or <c>dB</c>; empty for a plain number.</param>
/// <param name="Meaning">One sentence without the full stop.</param>
public sealed record FeatureColumn(string Name, string Unit, string Meaning);
