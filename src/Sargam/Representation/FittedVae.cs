using Sargam.Learning.Preprocessing;
using Sargam.Learning.Vae;
using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>A trained VAE with what must be known to use it again.</summary>
/// <param name="Model">The VAE.</param>
/// <param name="Options">What it was trained with.</param>
/// <param name="Preparation">What becomes of z-scored features first.</param>
/// <param name="Range">What brings prepared numbers to [0, 1], where the loss needs that.</param>
/// <param name="Modalities">Names and shapes of what it reads and gives back.</param>
/// <param name="FeatureCount">Columns of the first modality that are features; the rest are words.</param>
/// <param name="WordsFactor">What the words were multiplied by; 0 where it reads none.</param>
/// <param name="Classes">The label that it is told, if any.</param>
internal sealed record FittedVae(
    VaeModel Model, VaeOptions Options, InputPreparation Preparation, StandardScalerModel? Range,
    IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> Modalities, int FeatureCount, double WordsFactor, TrackClasses? Classes)
{
    /// <summary>What the modality of the sound is called.</summary>
    public const string Features = "features";

    /// <summary>What the modality of the words is called.</summary>
    public const string Words = "words";

    /// <summary>What it makes of what it was trained on, told of no labels; a row per crop.</summary>
    public required Func<VaePosterior> Posterior { get; init; }

    /// <summary>Where it puts the tracks, without what fusion or languages add to that.</summary>
    public required Matrix Latents { get; init; }

    /// <summary>Decoded rows of the first modality as z-scored features.</summary>
    public Matrix ToStandardised(Matrix decoded)
    {
        Matrix inRange = Range?.InverseTransform(decoded) ?? decoded;
        return Preparation.Inverse(inRange.ColumnCount == FeatureCount ? inRange : TrackViews.Columns(inRange, 0, FeatureCount));
    }
}
