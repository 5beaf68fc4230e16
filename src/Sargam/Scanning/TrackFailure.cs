using Sargam.Pipeline;

namespace Sargam.Scanning;

/// <summary>A file that a stage could not use: a row of <c>failures.csv</c>. The run goes on without it.</summary>
/// <param name="Path">Relative to the source.</param>
/// <param name="Stage">Where it failed.</param>
/// <param name="Reason">Why, in one plain sentence.</param>
public sealed record TrackFailure(string Path, StageKind Stage, string Reason);
