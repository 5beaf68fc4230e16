using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Losses;

/// <summary>(prediction - target)^2: a Gaussian likelihood (PyTorch: <c>F.mse_loss</c>; its sum runs over the batch too).</summary>
/// <param name="reduction">What becomes of the terms of one observation.</param>
internal sealed class SquaredError(ReductionKind reduction) : ElementwiseLoss<SquaredError.Term>(reduction)
{
    internal readonly struct Term : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector<float> Value, Vector<float> Slope) Of(Vector<float> target, Vector<float> prediction)
        {
            Vector<float> difference = prediction - target;
            return (difference * difference, difference + difference);
        }
    }
}
