namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>What <see cref="MutualInformationGap.Score"/> found.</summary>
public sealed class MutualInformationGapScore
{
    internal MutualInformationGapScore(IReadOnlyList<FactorGap> factors)
    {
        Factors = factors;
        Mean = factors.Average(factor => factor.Gap);
    }

    /// <summary>Mean gap of the factors that have one, in [0, 1]; null when none has.</summary>
    public double? Mean { get; }

    /// <summary>One entry per factor, in the order given.</summary>
    public IReadOnlyList<FactorGap> Factors { get; }
}
