using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>1 / (1 + e^-x) (PyTorch: <c>nn.Sigmoid</c>).</summary>
internal sealed class Sigmoid(int size) : ActivationLayer<Sigmoid.Function>(size, default)
{
    internal readonly struct Function : IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x) => ActivationMath.Sigmoid(x).Value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient) => gradient * y * (Vector<float>.One - y);
    }
}
