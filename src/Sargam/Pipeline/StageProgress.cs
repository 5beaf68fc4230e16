namespace Sargam.Pipeline;

/// <summary>How far a stage is.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 when unknown.</param>
/// <param name="Unit">What is counted, such as "tracks" or "epochs of vae".</param>
public readonly record struct StageProgress(StageKind Stage, long Done, long Total, string Unit);
