using Sargam.Evaluation;
using Sargam.Storage;

namespace Sargam.Pipeline;

/// <summary>What a whole run gives.</summary>
/// <param name="Run">Where everything is.</param>
/// <param name="Evaluation">Scores and verdict.</param>
/// <param name="FailureCount">Files that could not be used.</param>
/// <param name="ReportPath">The report to open.</param>
public sealed record PipelineResult(RunFolder Run, EvaluationResult Evaluation, int FailureCount, string ReportPath);
