namespace Sargam.Pipeline;

/// <summary>How far a stage is.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 when unknown.</param>
/// <param name="Unit">What is counted, such as "tracks" or "epochs of vae".</param>
public readonly record struct StageProgress(StageKind Stage, long Done, long Total, string Unit)
{
    /// <summary>Length of the audio that was worked on; zero where it has none.</summary>
    public TimeSpan Audio { get; init; }

    /// <summary>The loss of a training; null where there is none.</summary>
    public double? Loss { get; init; }

    /// <summary>Units that an earlier, interrupted run had done already.</summary>
    public long DoneBefore { get; init; }

    /// <summary>Units that could not be used.</summary>
    public int FailureCount { get; init; }
}
