using Sargam.Numerics.Kernels;

namespace Sargam.Tests.Numerics.Kernels;

/// <summary>The instruction sets that products can be tested with here: wide vectors come apart where the processor has none.</summary>
public static class MatMulTiers
{
    /// <summary>By name, which a public test can take.</summary>
    public static TheoryData<string> Names => [.. All.Select(tier => tier.ToString())];

    private static IEnumerable<MatMulTier> All => Enum.GetValues<MatMulTier>().Where(MatMul.CanRun);

    internal static MatMulTier Named(string name) => Enum.Parse<MatMulTier>(name);
}
