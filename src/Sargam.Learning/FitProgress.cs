namespace Sargam.Learning;

/// <summary>One step of a running fit.</summary>
/// <param name="Phase">What is being done, such as "restart 3" or "epoch".</param>
/// <param name="Iteration">Steps done, from 1.</param>
/// <param name="MaxIterations">Steps at most.</param>
/// <param name="Objective">The value that is minimised.</param>
public readonly record struct FitProgress(string Phase, int Iteration, int MaxIterations, double Objective);
