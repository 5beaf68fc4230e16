using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>x, or slope times x where x is negative; the gradient at 0 is the slope (PyTorch: <c>nn.LeakyReLU</c>).</summary>
/// <param name="size">Floats per observation.</param>
/// <param name="negativeSlope">Usually 0.01, in convolutional VAEs often 0.2.</param>
internal sealed class LeakyRelu(int size, double negativeSlope = 0.01)
    : ActivationLayer<LeakyRelu.Function>(size, new Function((float)negativeSlope))
{
    internal readonly struct Function(float slope) : IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x) => Backward(x, x, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), gradient, gradient * new Vector<float>(slope));
    }
}
