namespace Sargam.Learning.Vae;

/// <summary>Which parts of a conditional VAE are told the class.</summary>
public enum ConditioningKind
{
    /// <summary>Both (Sohn, Lee and Yan 2015).</summary>
    EncoderAndDecoder,

    /// <summary>The decoder alone: latents then have no need to carry the class, and encoding needs no label.</summary>
    DecoderOnly,
}
