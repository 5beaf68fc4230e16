using System.Text.Json.Serialization;

namespace Sargam.Evaluation;

/// <summary>How clusters agree with one set of known labels, over the tracks that carry the label.</summary>
/// <param name="Label">The label set, such as <c>genre</c>.</param>
/// <param name="LabelledCount">Tracks that carry a label.</param>
/// <param name="ClassCount">Different labels among them.</param>
/// <param name="Ari">Adjusted Rand index: 0 by chance, 1 for identity.</param>
/// <param name="Nmi">Normalised mutual information (arithmetic mean), in [0, 1]; above 0 by chance alone.</param>
/// <param name="Ami">Adjusted mutual information: 0 by chance, 1 for identity.</param>
/// <param name="V">V-measure: harmonic mean of homogeneity and completeness.</param>
/// <param name="Purity">Share of tracks that carry their cluster's most common label.</param>
/// <param name="Accuracy">Share correct under the best one-to-one matching of clusters and labels.</param>
/// <param name="ChanceAmi">95th percentile of AMI over permutations: what chance can reach.</param>
/// <param name="P">Permutation p of the AMI, (b+1)/(B+1).</param>
public sealed record LabelAgreement(
    string Label, int LabelledCount, int ClassCount,
    double Ari, double Nmi, double Ami, double V, double Purity, double Accuracy, double ChanceAmi, double P)
{
    /// <summary>The label set made of the files' formats: clusters that follow it may be encoding, not music.</summary>
    public const string FileFormat = "file_format";

    /// <summary>What was permuted: artists, albums, folders, tracks.</summary>
    public string Blocks { get; init; } = "tracks";

    /// <summary>How many of them; fewer than about 8 cannot show anything.</summary>
    public int BlockCount { get; init; } = int.MaxValue;

    /// <summary>Whether the representation was told the labels: agreement is then no evidence, and is not ranked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WasGiven { get; init; }

    /// <summary>Whether the labels describe the files rather than the music.</summary>
    [JsonIgnore]
    public bool IsTechnical => Label == FileFormat;
}
