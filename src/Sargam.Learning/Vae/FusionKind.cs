namespace Sargam.Learning.Vae;

/// <summary>How several modalities become one posterior.</summary>
public enum FusionKind
{
    /// <summary>What the encoders make of the modalities is put side by side; a missing modality counts as zeros.</summary>
    Concatenation,

    /// <summary>
    /// Each modality has a Gaussian opinion, and the posterior is the product of those present and the prior (Wu and Goodman
    /// 2018): a missing modality simply says nothing.
    /// </summary>
    ProductOfExperts,
}
