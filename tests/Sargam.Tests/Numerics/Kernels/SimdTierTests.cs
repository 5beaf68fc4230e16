using System.Collections;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Sargam.Numerics.Kernels;

namespace Sargam.Tests.Numerics.Kernels;

/// <summary>
/// The Numerics and Learning tests are rerun with <c>DOTNET_EnableAVX2=0</c> and <c>DOTNET_EnableHWIntrinsic=0</c>; these tests make
/// sure that such a run really takes the other path.
/// </summary>
public sealed class SimdTierTests(ITestOutputHelper output)
{
    private static readonly string[] KnownSwitches =
        ["DOTNET_EnableHWIntrinsic", "DOTNET_EnableAVX", "DOTNET_EnableAVX2", "DOTNET_EnableAVX512"];

    private static string[] SwitchedOff => [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(entry => entry.Key is string name && name.StartsWith("DOTNET_Enable", StringComparison.Ordinal) && entry.Value is "0")
        .Select(entry => (string)entry.Key)
        .Where(name => name.Contains("AVX", StringComparison.OrdinalIgnoreCase)
            || name.Contains("Intrinsic", StringComparison.OrdinalIgnoreCase))];

    [Fact]
    public void The_switches_of_the_environment_select_the_tier()
    {
        output.WriteLine($"matrix products use the {MatMul.Tier} tier; switched off: {string.Join(", ", SwitchedOff)}");
        bool switchedOff = SwitchedOff.Intersect(KnownSwitches[..3]).Any();

        MatMulTier narrow = AdvSimd.IsSupported ? MatMulTier.Vector128Wide : Vector128.IsHardwareAccelerated ? MatMulTier.Vector128 : MatMulTier.Scalar;
        MatMulTier wide = Vector512.IsHardwareAccelerated ? MatMulTier.Vector512 : MatMulTier.Vector256;
        Assert.Equal(!switchedOff && Fma.IsSupported ? wide : narrow, MatMul.Tier);
        if (SwitchedOff.Contains(KnownSwitches[0])) Assert.Equal(MatMulTier.Scalar, MatMul.Tier);
    }

    [Fact]
    public void The_runtime_knows_every_switch_that_is_set() =>
        Assert.Empty(SwitchedOff.Except(KnownSwitches)); // others are ignored without a word, EnableAVX512F for one
}
