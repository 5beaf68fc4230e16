namespace Sargam.Learning.Vae.Objective;

/// <summary>How a reconstruction is compared with what it should be; what it says about one value x with reconstruction y.</summary>
public enum ReconstructionLoss
{
    /// <summary>(x - y)^2: what most published code uses. Twice the Gaussian log-likelihood, so a beta of 2 is the evidence lower bound.</summary>
    SquaredError,

    /// <summary>(x - y)^2 / 2: the log-likelihood of a Gaussian of variance 1, up to a constant.</summary>
    HalfSquaredError,

    /// <summary>
    /// (x - y)^2 / (2 v) + ln(v) / 2 with one learned variance v per modality (Rybkin, Daniilidis and Levine 2021), which
    /// starts from the data's: the balance between reconstruction and KL divergence is found in training.
    /// </summary>
    LearnedVariance,

    /// <summary>Cross entropy of x in [0, 1] with y as its logit (PyTorch: <c>binary_cross_entropy_with_logits</c>).</summary>
    BinaryCrossEntropy,
}
