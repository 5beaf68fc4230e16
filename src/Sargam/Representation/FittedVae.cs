using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;

namespace Sargam.Representation;

/// <summary>A trained VAE with what must be known to use it again.</summary>
/// <param name="Model">The VAE.</param>
/// <param name="Options">What it was trained with.</param>
/// <param name="Range">What brings standardised numbers to [0, 1], where the loss needs that.</param>
/// <param name="CropShape">A row read as an array.</param>
/// <param name="Classes">The label that it is told, if any.</param>
internal sealed record FittedVae(VaeModel Model, VaeOptions Options, StandardScalerModel? Range, IReadOnlyList<int> CropShape, TrackClasses? Classes)
{
    /// <summary>What the only modality is called.</summary>
    public const string Modality = "features";
}
