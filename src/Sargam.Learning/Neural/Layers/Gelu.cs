using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>x times the normal distribution function of x (Hendrycks and Gimpel 2016; PyTorch: <c>nn.GELU</c>, by erf).</summary>
internal sealed class Gelu(int size) : ActivationLayer<Gelu.Function>(size, default)
{
    internal readonly struct Function : IActivationFunction
    {
        private const float InverseRootTwoPi = 0.398942280f;

        // Here the bell curve is 0; further out it may not meet an infinite x.
        private const float End = 14;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x) => x * ActivationMath.Normal(x).Distribution;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient)
        {
            Vector<float> near = ActivationMath.Clamp(x, End);
            (Vector<float> distribution, Vector<float> bell) = ActivationMath.Normal(near);
            return gradient * Vector.MultiplyAddEstimate(near * new Vector<float>(InverseRootTwoPi), bell, distribution);
        }
    }
}
