namespace Sargam.Learning.Neural.Layers;

/// <summary>The functions between the layers of a network.</summary>
internal enum Activation
{
    /// <inheritdoc cref="Layers.Relu"/>
    Relu,

    /// <inheritdoc cref="Layers.LeakyRelu"/>
    LeakyRelu,

    /// <inheritdoc cref="Layers.Elu"/>
    Elu,

    /// <inheritdoc cref="Layers.Gelu"/>
    Gelu,

    /// <inheritdoc cref="Layers.GeluTanh"/>
    GeluTanh,

    /// <inheritdoc cref="Layers.Silu"/>
    Silu,

    /// <inheritdoc cref="Layers.Tanh"/>
    Tanh,

    /// <inheritdoc cref="Layers.Sigmoid"/>
    Sigmoid,

    /// <inheritdoc cref="Layers.Softplus"/>
    Softplus,
}
