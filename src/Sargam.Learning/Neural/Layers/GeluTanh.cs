using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// The approximation x (1 + tanh u) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3) (PyTorch: <c>nn.GELU</c> with <c>approximate='tanh'</c>).
/// </summary>
internal sealed class GeluTanh(int size) : ActivationLayer<GeluTanh.Function>(size, default)
{
    // (1 + tanh u) / 2 is the sigmoid of 2 u.
    internal readonly struct Function : IActivationFunction
    {
        private const float Twice = 1.595769122f;
        private const float Cubic = 0.044715f;

        // Here the sigmoid is 0 or 1; the cube of anything larger might overflow.
        private const float End = 10;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x)
        {
            Vector<float> near = ActivationMath.Clamp(x, End);
            return x * ActivationMath.Sigmoid(Argument(near, near * near)).Value;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient)
        {
            Vector<float> near = ActivationMath.Clamp(x, End);
            Vector<float> square = near * near;
            (Vector<float> value, Vector<float> complement) = ActivationMath.Sigmoid(Argument(near, square));
            Vector<float> inner = new Vector<float>(Twice) * Vector.MultiplyAddEstimate(new Vector<float>(3 * Cubic), square, Vector<float>.One);
            return gradient * Vector.MultiplyAddEstimate(near * value, complement * inner, value);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<float> Argument(Vector<float> x, Vector<float> square) =>
            new Vector<float>(Twice) * x * Vector.MultiplyAddEstimate(new Vector<float>(Cubic), square, Vector<float>.One);
    }
}
