using System.Numerics;

namespace Sargam.Learning.Neural.Layers;

/// <summary>A function of one variable with its derivative, a vector at a time: all that an <see cref="ActivationLayer{TFunction}"/> needs.</summary>
internal interface IActivationFunction
{
    /// <summary>The value at x.</summary>
    Vector<float> Of(Vector<float> x);

    /// <summary>The derivative at x times the gradient that comes from above; y is the value at x.</summary>
    Vector<float> Backward(Vector<float> x, Vector<float> y, Vector<float> gradient);
}
