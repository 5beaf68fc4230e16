using System.Numerics;
using System.Runtime.CompilerServices;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Neural.Losses;

/// <summary>
/// -t ln s - (1 - t) ln (1 - s), where s is the sigmoid of the prediction, a logit: a Bernoulli likelihood, computed without s so that it
/// stays finite (PyTorch: <c>F.binary_cross_entropy_with_logits</c>; its sum runs over the batch too). Targets are meant to lie in [0, 1].
/// </summary>
/// <param name="reduction">What becomes of the terms of one observation.</param>
internal sealed class BinaryCrossEntropy(ReductionKind reduction) : ElementwiseLoss<BinaryCrossEntropy.Term>(reduction)
{
    internal readonly struct Term : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector<float> Value, Vector<float> Slope) Of(Vector<float> target, Vector<float> prediction)
        {
            Vector<float> positive = Vector.ConditionalSelect(Vector.LessThan(prediction, Vector<float>.Zero), Vector<float>.Zero, prediction);
            Vector<float> value = positive - prediction * target + ActivationMath.LogOnePlusExpOfNegative(Vector.Abs(prediction));
            return (value, ActivationMath.Sigmoid(prediction).Value - target);
        }
    }
}
