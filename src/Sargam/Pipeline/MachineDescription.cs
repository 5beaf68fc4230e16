using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sargam.Pipeline;

/// <summary>What a run ran on: other vector widths may change the last bits of a result.</summary>
public static class MachineDescription
{
    /// <summary>Such as <c>Linux X64, AVX2 with FMA, .NET 10.0.1</c>.</summary>
    public static string Current { get; } =
        $"{OperatingSystemName} {RuntimeInformation.ProcessArchitecture}, {InstructionSet}, .NET {Environment.Version}";

    /// <summary>The widest vectors that the processor offers to .NET.</summary>
    public static string InstructionSet =>
        Vector512.IsHardwareAccelerated ? "AVX-512"
        : Avx2.IsSupported && Fma.IsSupported ? "AVX2 with FMA"
        : Vector256.IsHardwareAccelerated ? "256-bit vectors"
        : Vector128.IsHardwareAccelerated ? "128-bit vectors"
        : "no vector instructions";

    private static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : OperatingSystem.IsLinux() ? "Linux" : "other";
}
