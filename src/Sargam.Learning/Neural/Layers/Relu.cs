using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>max(x, 0); the gradient at 0 is 0 (PyTorch: <c>nn.ReLU</c>).</summary>
internal sealed class Relu(int size) : ActivationLayer<Relu.Function>(size, default)
{
    internal readonly struct Function : IActivationFunction
    {
        // Asked this way round, NaN passes and is noticed.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x) => Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<float>.Zero), Vector<float>.Zero, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient) =>
            Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), gradient, Vector<float>.Zero);
    }
}
