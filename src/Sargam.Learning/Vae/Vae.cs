using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;

namespace Sargam.Learning.Vae;

/// <summary>
/// Variational autoencoder (Kingma and Welling 2014) with the variants of its options: fully connected or convolutional, beta-VAE
/// (Higgins et al. 2017), conditional, several modalities, a mixture prior, or a plain autoencoder. Give it columns of comparable
/// scale, such as z-scores: a column of large values is all it will learn. The same seed gives the same bits at any thread count.
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
    /// Trains on plain vectors. Never gives NaN: when the loss stops being finite, training ends with the last good weights and
    /// the model's <see cref="VaeModel.Warnings"/> say so.
    /// </summary>
    /// <param name="observations">At least 1 row; values finite and within +-1e15.</param>
    /// <param name="progress">Told about each epoch: the training loss.</param>
    /// <param name="cancellationToken">Checked once per batch.</param>
    /// <exception cref="ArgumentException">No rows or columns, a value is not finite or too large, or the network would not fit in memory.</exception>
    public VaeModel Fit(MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        VaeInput.Check(observations, nameof(Vae), minimumRowCount: 1);
        return Fit(new VaeData(observations), null, progress, cancellationToken);
    }

    /// <summary>Trains on one or several modalities.</summary>
    /// <param name="data">As many modalities as the options have branches; values finite and within +-1e15.</param>
    /// <param name="checkpointing">Where to keep the state every so many epochs, and what to go on from; null for neither.</param>
    /// <param name="progress">Told about each epoch: the training loss.</param>
    /// <param name="cancellationToken">Checked once per batch.</param>
    /// <exception cref="ArgumentException">
    /// No rows or columns, a value is not finite or too large, modalities that do not fit the branches, a checkpoint of another
    /// training, or a network that would not fit in memory.
    /// </exception>
    public VaeModel Fit(
        VaeData data, VaeCheckpointing? checkpointing = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        VaeInput.Check(data, nameof(Vae), minimumRowCount: 1);
        return new VaeTrainingRun(_options, data, checkpointing, cancellationToken).Run(progress, cancellationToken);
    }
}
