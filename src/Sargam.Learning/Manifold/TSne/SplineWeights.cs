using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>Cubic B-splines: how much each of the four nodes around a place counts there, in nodes as the unit of length.</summary>
internal static class SplineWeights
{
    /// <summary>The weights, which sum to 1.</summary>
    /// <param name="share">Way from the second node to the third, from 0 to 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Values(float share)
    {
        float squared = share * share;
        float cubed = squared * share;
        float rest = 1 - share;
        return Vector128.Create(
            rest * rest * rest, 3 * cubed - 6 * squared + 4, 3 * (squared + share - cubed) + 1, cubed) * (1 / 6f);
    }

    /// <summary>Their derivatives by the place, which sum to 0.</summary>
    /// <inheritdoc cref="Values"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Slopes(float share)
    {
        float squared = share * share;
        float rest = 1 - share;
        return Vector128.Create(-rest * rest, 3 * squared - 4 * share, 2 * share + 1 - 3 * squared, squared) * 0.5f;
    }

    /// <summary>What sampling a spline at its nodes does to a wave of so many nodes per turn.</summary>
    public static double Response(int wave, int size) => (2 + Math.Cos(2 * Math.PI * wave / size)) / 3;
}
