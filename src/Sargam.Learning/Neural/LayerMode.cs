namespace Sargam.Learning.Neural;

/// <summary>What a forward pass is for (PyTorch: <c>train()</c> and <c>eval()</c>); some layers act differently.</summary>
internal enum LayerMode
{
    /// <summary>A backward pass follows.</summary>
    Train,

    /// <summary>The trained network is applied.</summary>
    Evaluate,
}
