using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Layers;

/// <summary>x, or e^x - 1 where x is negative (Clevert et al. 2016; PyTorch: <c>nn.ELU</c> with alpha 1).</summary>
internal sealed class Elu(int size) : ActivationLayer<Elu.Function>(size, default)
{
    internal readonly struct Function : IActivationFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Of(Vector<float> x)
        {
            Vector<int> isPositive = Vector.GreaterThan(x, Vector<float>.Zero);
            Vector<float> negative = Vector.ConditionalSelect(isPositive, Vector<float>.Zero, x);
            return Vector.ConditionalSelect(isPositive, x, ActivationMath.ExpMinusOneOfNegative(negative));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), gradient, gradient * (y + Vector<float>.One));
    }
}
