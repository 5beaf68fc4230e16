using Sargam.Numerics;

namespace Sargam.Learning.Vae;

/// <summary>
/// Fully connected variational autoencoder (Kingma and Welling 2014; beta-VAE: Higgins et al. 2017), trained by Adam. Give it
/// columns of comparable scale, such as z-scores: a column of large values is all it will learn. The same seed gives the same
/// bits at any thread count.
/// </summary>
public sealed class Vae : ITransformer<VaeModel>
{
    private readonly VaeOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is wrong.</exception>
    public Vae(VaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(VaeOptions));
        _options = options;
    }

    /// <summary>
    /// Trains on the rows. Never gives NaN: when the loss stops being finite, training ends with the last good weights and
    /// the model's <see cref="VaeModel.Warnings"/> say so.
    /// </summary>
    /// <param name="observations">At least 1 row; values finite and within +-1e15.</param>
    /// <param name="progress">Told about each epoch: the training loss.</param>
    /// <param name="cancellationToken">Checked once per batch.</param>
    /// <exception cref="ArgumentException">No rows or columns, a value is not finite or too large, or the network would not fit in memory.</exception>
    public VaeModel Fit(MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        VaeInput.Check(observations, nameof(Vae), minimumRowCount: 1);
        return new VaeTrainingRun(_options, observations).Run(progress, cancellationToken);
    }
}
