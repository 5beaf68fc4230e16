using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>x / (1 + e^-x), also called swish (PyTorch: <c>nn.SiLU</c>).</summary>
internal sealed class Silu(int size) : ActivationLayer<Silu.Function>(size, default)
{
    internal readonly struct Function : IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x) => x * ActivationMath.Sigmoid(x).Value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient)
        {
            (Vector<float> value, Vector<float> complement) = ActivationMath.Sigmoid(x);
            return gradient * Vector.MultiplyAddEstimate(y, complement, value);
        }
    }
}
