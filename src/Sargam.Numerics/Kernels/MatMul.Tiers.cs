using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Sargam.Numerics.Kernels;

/// <content>Which instruction set multiplies.</content>
public static partial class MatMul
{
    /// <summary>The instruction set in use.</summary>
    internal static readonly MatMulTier Tier =
        Vector512.IsHardwareAccelerated && Vector256Tile.IsSupported ? MatMulTier.Vector512
        : Vector256Tile.IsSupported ? MatMulTier.Vector256
        : !Vector128.IsHardwareAccelerated ? MatMulTier.Scalar
        : AdvSimd.IsSupported ? MatMulTier.Vector128Wide
        : MatMulTier.Vector128;

    /// <summary>Whether this machine can run a tier, if slowly: wide vectors come apart where the processor has none.</summary>
    internal static bool CanRun(MatMulTier tier) => tier != MatMulTier.Vector256 || Vector256Tile.IsSupported;

    private static void MultiplyOnThisThread(in Problem problem)
    {
        switch (problem.Tier)
        {
            case MatMulTier.Vector512:
                MultiplyBlocked<Vector512Tile>(problem);
                break;
            case MatMulTier.Vector256:
                MultiplyBlocked<Vector256Tile>(problem);
                break;
            case MatMulTier.Vector128Wide:
                MultiplyBlocked<Vector128WideTile>(problem);
                break;
            case MatMulTier.Vector128:
                MultiplyBlocked<Vector128Tile>(problem);
                break;
            default:
                MultiplyBlocked<ScalarTile>(problem);
                break;
        }
    }
}
