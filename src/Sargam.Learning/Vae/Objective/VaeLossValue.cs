namespace Sargam.Learning.Vae.Objective;

/// <summary>The loss of a batch, per observation.</summary>
internal readonly record struct VaeLossValue(double Reconstruction, double Kl, double Beta)
{
    public double Total => Reconstruction + Beta * Kl;
}
