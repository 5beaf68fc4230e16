using System.Numerics.Tensors;

namespace Sargam.Learning.Vae.Networks;

/// <summary>
/// Keeps log variances where their exponentials are harmless. Behind a wide layer one Adam step moves a log variance by several
/// units, since thousands of weights move at once; a few such steps in one direction would make the loss infinite.
/// </summary>
internal static class LogVarianceBounds
{
    /// <summary>Far below the precision that any data can ask for.</summary>
    public const float Lowest = -20;

    /// <summary>Far above the variance of any prior.</summary>
    public const float Highest = 10;

    public static void Clamp(Span<float> logVariance) => TensorPrimitives.Clamp(logVariance, Lowest, Highest, logVariance);

    /// <summary>Takes away what would push a value further over the edge; what leads back stays, or it could never return.</summary>
    public static void Block(ReadOnlySpan<float> clamped, Span<float> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            if (clamped[i] >= Highest ? gradient[i] < 0 : clamped[i] <= Lowest && gradient[i] > 0) gradient[i] = 0;
        }
    }
}
