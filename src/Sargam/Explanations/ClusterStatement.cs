namespace Sargam.Explanations;

/// <summary>One thing that can be said about a cluster: a row of <c>explanations.csv</c>. Texts may be hostile: writers escape them.</summary>
public sealed record ClusterStatement
{
    /// <summary>The cluster.</summary>
    public required int Cluster { get; init; }

    /// <summary>What it is of.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>The quality, the label set, the words' language (ISO 639-1), or the place in an order from 1.</summary>
    public string Name { get; init; } = "";

    /// <summary>The label's value, the word, or the track's path; empty for qualities.</summary>
    public string Item { get; init; } = "";

    /// <summary><c>higher</c> or <c>lower</c> for qualities, <c>more</c> or <c>less</c> for labels and words, else empty.</summary>
    public string Direction { get; init; } = "";

    /// <summary>The cluster's median (qualities), share (labels, words, unsure tracks) or mean (confidence).</summary>
    public double? Here { get; init; }

    /// <summary>The same of all tracks that are not in the cluster.</summary>
    public double? Elsewhere { get; init; }

    /// <summary>The unit of both; empty for shares.</summary>
    public string Unit { get; init; } = "";

    /// <summary>
    /// Cliff's delta for qualities, in [-1, 1]: how much oftener a track from here is above one from elsewhere than below. Logarithm
    /// of the odds ratio for labels and words, drawn towards 0 as if ten more tracks had been like the average.
    /// </summary>
    public double? Effect { get; init; }

    /// <summary>Lower end of the effect's 95 % interval: over draws of artists for qualities, by normal approximation for labels and words.</summary>
    public double? Lower95 { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? Upper95 { get; init; }

    /// <summary>Share of the collection that has the value or word, with which <see cref="Here"/> makes the lift; null for others.</summary>
    public double? Overall { get; init; }

    /// <summary>Probability of anything as striking in any cluster if clusters were dealt at random: it allows for all comparisons made.</summary>
    public double? P { get; init; }

    /// <summary>Whether it is worth telling: beyond chance, and large enough to be noticed.</summary>
    public bool IsTold { get; init; }

    /// <summary>The statement in words; empty when it is not told.</summary>
    public string Sentence { get; init; } = "";
}
