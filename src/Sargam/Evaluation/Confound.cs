using System.Text.Json.Serialization;

namespace Sargam.Evaluation;

/// <summary>How clusters agree with something other than what a listener is after: the artist, the order of the files, how they are encoded.</summary>
/// <param name="Factor">Such as <c>artist</c>, <c>file_order</c>, <c>codec</c>.</param>
/// <param name="ValueCount">Different values among the tracks of which it is known.</param>
/// <param name="TrackCount">Tracks of which it is known.</param>
/// <param name="Ami">Adjusted mutual information of clusters and factor: 0 by chance, 1 for identity.</param>
/// <param name="ChanceAmi">What single tracks, dealt out at random, reach in 1 of 20 cases.</param>
/// <param name="P">Permutation p of the AMI, (b+1)/(B+1).</param>
public sealed record Confound(string Factor, int ValueCount, int TrackCount, double Ami, double ChanceAmi, double P)
{
    /// <summary>Less agreement than this is not worth a word, however certain it is.</summary>
    public const double WorthSaying = 0.02;

    /// <summary>The label set that is held fixed in the scores below; null when there is none.</summary>
    public string? Given { get; init; }

    /// <summary>AMI within tracks of equal <see cref="Given"/>, averaged: what is left once that is known.</summary>
    public double? AmiGiven { get; init; }

    /// <summary>What tracks dealt out within equal <see cref="Given"/> reach in 1 of 20 cases.</summary>
    public double? ChanceAmiGiven { get; init; }

    /// <summary>Permutation p of <see cref="AmiGiven"/>.</summary>
    public double? PGiven { get; init; }

    /// <summary>Whether it is about how files are encoded: such clusters are no music.</summary>
    [JsonIgnore]
    public bool IsEncoding => ConfoundFactors.Encodings.Contains(Factor);

    /// <summary>Whether the clusters follow it beyond chance, given how many factors are looked at.</summary>
    internal bool IsFollowed(int testCount) => Ami >= WorthSaying && Ami > ChanceAmi && P <= VerdictRules.Significance / testCount;

    /// <summary>Whether they still do among tracks of equal <see cref="Given"/>.</summary>
    internal bool IsFollowedWithin(int testCount) =>
        AmiGiven >= WorthSaying && AmiGiven > ChanceAmiGiven && PGiven <= VerdictRules.Significance / testCount;
}
