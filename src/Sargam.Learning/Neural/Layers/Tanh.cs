using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>The hyperbolic tangent (PyTorch: <c>nn.Tanh</c>).</summary>
internal sealed class Tanh(int size) : ActivationLayer<Tanh.Function>(size, default)
{
    internal readonly struct Function : IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x) => ActivationMath.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient) =>
            gradient * Vector.MultiplyAddEstimate(-y, y, Vector<float>.One);
    }
}
