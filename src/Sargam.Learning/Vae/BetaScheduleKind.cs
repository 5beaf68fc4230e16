namespace Sargam.Learning.Vae;

/// <summary>How the weight of the KL divergence reaches its value.</summary>
public enum BetaScheduleKind
{
    /// <summary>It has its value from the start.</summary>
    Constant,

    /// <summary>It rises evenly from 0 over the first epochs (Bowman et al. 2016).</summary>
    LinearWarmUp,

    /// <summary>It rises from 0 several times (Fu et al. 2019).</summary>
    Cyclical,
}
