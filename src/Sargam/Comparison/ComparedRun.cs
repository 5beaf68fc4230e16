using Sargam.Evaluation;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Comparison;

/// <summary>A finished run of a comparison.</summary>
/// <param name="Recipe">What made it.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="TrackIds">Its tracks, in the order of rows.</param>
/// <param name="Evaluation">Its scores.</param>
internal sealed record ComparedRun(Recipe Recipe, RunFolder Folder, IReadOnlyList<string> TrackIds, EvaluationResult Evaluation);
