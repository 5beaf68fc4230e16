using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>ln(1 + e^x), and x itself above 20 (PyTorch: <c>nn.Softplus</c>).</summary>
internal sealed class Softplus(int size) : ActivationLayer<Softplus.Function>(size, default)
{
    internal readonly struct Function : IActivationFunction
    {
        private const float Threshold = 20;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x)
        {
            Vector<float> positive = Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), Vector<float>.Zero, x);
            Vector<float> curved = positive + ActivationMath.LogOnePlusExpOfNegative(Vector.Abs(x));
            return Vector.ConditionalSelect(Vector.GreaterThan(x, new Vector<float>(Threshold)), x, curved);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient) =>
            Vector.ConditionalSelect(
                Vector.GreaterThan(x, new Vector<float>(Threshold)), gradient, gradient * ActivationMath.Sigmoid(x).Value);
    }
}
