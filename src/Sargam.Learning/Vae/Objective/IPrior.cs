namespace Sargam.Learning.Vae.Objective;

/// <summary>What the posteriors of a batch are pulled towards; all spans are rows x latent dimensions.</summary>
internal interface IPrior
{
    /// <summary>The KL divergence of the posteriors from the prior, a mean over the rows.</summary>
    double Divergence(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, ReadOnlySpan<float> latent, int rowCount);

    /// <summary>
    /// Adds the gradient of weight x divergence, as last computed for these spans, to those of mean and log variance; writes
    /// those of the prior's own parameters.
    /// </summary>
    void AddGradient(
        ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation, double weight, Span<float> meanGradient, Span<float> logVarianceGradient, int rowCount);
}
