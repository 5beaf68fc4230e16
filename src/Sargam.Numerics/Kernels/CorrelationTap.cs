namespace Sargam.Numerics.Kernels;

/// <summary>One tap of a window along one axis.</summary>
/// <param name="Index">Which of the kernel.</param>
/// <param name="Source">Where it reads for the first position; may lie outside the source.</param>
internal readonly record struct CorrelationTap(int Index, int Source);
