namespace Sargam.Learning;

/// <summary>How a fit ended. Stopping at the iteration limit is a fact to report, not an error.</summary>
/// <param name="Reached">Whether the tolerance was met.</param>
/// <param name="IterationCount">Iterations run (scikit-learn: <c>n_iter_</c>).</param>
/// <param name="FinalShift">The last change of what was being followed.</param>
public readonly record struct Convergence(bool Reached, int IterationCount, double FinalShift);
