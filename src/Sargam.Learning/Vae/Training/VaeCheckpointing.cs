namespace Sargam.Learning.Vae.Training;

/// <summary>How a training is kept safe from interruption.</summary>
public sealed class VaeCheckpointing
{
    /// <summary>The state to go on from; null starts afresh. It must belong to the same options and data.</summary>
    public VaeCheckpoint? Resume { get; init; }

    /// <summary>
    /// Called with the reason when <see cref="Resume"/> is damaged or of another training, which then starts afresh; null makes that
    /// an error.
    /// </summary>
    public Action<string>? Rejected { get; init; }

    /// <summary>Called with the state after every so many epochs, on the training thread.</summary>
    public required Action<VaeCheckpoint> Save { get; init; }

    /// <summary>Epochs from one state to the next, at least 1. Default 10.</summary>
    public int EveryEpochCount { get; init; } = 10;
}
