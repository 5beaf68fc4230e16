namespace Sargam.Learning.Neural.Losses;

/// <summary>How the parts of one observation's loss become one number. Over the batch it is always the mean.</summary>
public enum ReductionKind
{
    /// <summary>Added up: what the evidence lower bound says.</summary>
    Sum,

    /// <summary>Averaged. A mean over many features beside a KL sum weakens the reconstruction that many times and collapses the posterior.</summary>
    Mean,
}
