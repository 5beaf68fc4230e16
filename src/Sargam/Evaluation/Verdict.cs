namespace Sargam.Evaluation;

/// <summary>What the evidence says about a clustering. The rules and thresholds are in <c>docs/verdicts.md</c>.</summary>
public enum Verdict
{
    /// <summary>Clusters are tighter and more repeatable than structure-free data would give.</summary>
    Structure,

    /// <summary>Only part of the evidence is beyond chance.</summary>
    Weak,

    /// <summary>Nothing sets the clusters apart from cutting up a cloud without clusters.</summary>
    NoneBeyondChance,

    /// <summary>No structure-free data was drawn, so nothing says how good the scores are by chance.</summary>
    Untested,

    /// <summary>The result is not a clustering to interpret: a collapsed representation, or one cluster that holds nearly everything.</summary>
    Degenerate,
}

/// <summary>How verdicts are written in files and on the screen.</summary>
public static class VerdictNames
{
    /// <summary>The verdict's name in <c>metrics.csv</c> and for people.</summary>
    public static string ToName(this Verdict verdict) => verdict switch
    {
        Verdict.Structure => "structure",
        Verdict.Weak => "weak",
        Verdict.NoneBeyondChance => "none beyond chance",
        Verdict.Untested => "untested",
        Verdict.Degenerate => "degenerate",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a verdict"),
    };
}
