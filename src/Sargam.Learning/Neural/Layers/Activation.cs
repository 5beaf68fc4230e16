namespace Sargam.Learning.Neural.Layers;

/// <summary>The functions between the layers of a network.</summary>
public enum Activation
{
    /// <summary>max(x, 0) (PyTorch: <c>nn.ReLU</c>).</summary>
    Relu,

    /// <summary>x above 0, a small multiple of x below (PyTorch: <c>nn.LeakyReLU</c>).</summary>
    LeakyRelu,

    /// <summary>x above 0, exp(x) - 1 below (PyTorch: <c>nn.ELU</c>).</summary>
    Elu,

    /// <summary>x times the standard normal distribution function of x (PyTorch: <c>nn.GELU</c>).</summary>
    Gelu,

    /// <summary>The same, approximated by a hyperbolic tangent (PyTorch: <c>nn.GELU(approximate='tanh')</c>).</summary>
    GeluTanh,

    /// <summary>x times the logistic function of x (PyTorch: <c>nn.SiLU</c>).</summary>
    Silu,

    /// <summary>Hyperbolic tangent (PyTorch: <c>nn.Tanh</c>).</summary>
    Tanh,

    /// <summary>Logistic function (PyTorch: <c>nn.Sigmoid</c>).</summary>
    Sigmoid,

    /// <summary>ln(1 + exp(x)) (PyTorch: <c>nn.Softplus</c>).</summary>
    Softplus,
}
