namespace Sargam.Learning.Vae;

/// <summary>The sizes that make a fully connected VAE.</summary>
internal sealed record VaeShape(int InputSize, LayerSizes HiddenSizes, int LatentSize);
