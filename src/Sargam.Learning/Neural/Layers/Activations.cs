namespace Sargam.Learning.Neural.Layers;

/// <summary>Makes the layer of an <see cref="Activation"/>.</summary>
internal static class Activations
{
    /// <summary>The layer, for observations of <paramref name="size"/> floats.</summary>
    /// <param name="activation">Which function.</param>
    /// <param name="size">Floats per observation.</param>
    /// <param name="negativeSlope">For <see cref="Activation.LeakyRelu"/> only.</param>
    public static Layer Create(Activation activation, int size, double negativeSlope = 0.01) => activation switch
    {
        Activation.Relu => new Relu(size),
        Activation.LeakyRelu => new LeakyRelu(size, negativeSlope),
        Activation.Elu => new Elu(size),
        Activation.Gelu => new Gelu(size),
        Activation.GeluTanh => new GeluTanh(size),
        Activation.Silu => new Silu(size),
        Activation.Tanh => new Tanh(size),
        Activation.Sigmoid => new Sigmoid(size),
        Activation.Softplus => new Softplus(size),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "activation must be one of the named functions"),
    };
}
