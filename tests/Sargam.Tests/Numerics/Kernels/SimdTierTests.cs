using System.Runtime.Intrinsics.X86;
using Sargam.Numerics.Kernels;

namespace Sargam.Tests.Numerics.Kernels;

/// <summary>
/// The build reruns Numerics and Learning with <c>DOTNET_EnableAVX2=0</c> and <c>DOTNET_EnableHWIntrinsic=0</c>; these tests make
/// sure that such a run really took the other path (misspelt switches are silently ignored by the runtime).
/// </summary>
public sealed class SimdTierTests(ITestOutputHelper output)
{
    [Fact]
    public void The_switches_of_the_environment_select_the_tier()
    {
        output.WriteLine($"matrix products use the {MatMul.Tier} tier");
        string expected = IsOff("EnableHWIntrinsic") || IsOff("EnableAVX") || IsOff("EnableAVX2") || IsOff("EnableFMA") ? "Scalar" : Best();

        Assert.Equal(expected, MatMul.Tier);
    }

    private static string Best() => Fma.IsSupported && Avx2.IsSupported ? "Vector256" : "Scalar";

    private static bool IsOff(string name) => Environment.GetEnvironmentVariable("DOTNET_" + name) == "0";
}
