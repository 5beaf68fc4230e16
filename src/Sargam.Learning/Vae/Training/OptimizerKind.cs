namespace Sargam.Learning.Vae.Training;

/// <summary>What moves the weights.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015); weight decay is added to the gradient.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Gradient descent with momentum 0.9.</summary>
    Sgd,
}
