using System.Globalization;

namespace Sargam.Evaluation;

/// <summary>What a verdict is reached from.</summary>
public sealed record VerdictEvidence
{
    /// <summary>Clusters that hold at least one track.</summary>
    public required int NonEmptyClusterCount { get; init; }

    /// <summary>Share of tracks in the largest cluster.</summary>
    public required double LargestShare { get; init; }

    /// <summary>Latent dimensions in use; null for representations that cannot collapse.</summary>
    public int? ActiveUnits { get; init; }

    /// <summary>The mean silhouette over seeds beside structure-free data; null when no draws were made.</summary>
    public NullComparison? Silhouette { get; init; }

    /// <summary>The mean stability over seeds beside structure-free data; null when no draws were made.</summary>
    public NullComparison? Stability { get; init; }

    /// <summary>Both at once, in standard deviations of structure-free data: two near misses can be evidence together.</summary>
    public NullComparison? Together { get; init; }

    /// <summary>Share of tracks in a cluster rather than in noise.</summary>
    public double Coverage { get; init; } = 1;

    /// <summary>Agreement with each label set.</summary>
    public required IReadOnlyList<LabelAgreement> Labels { get; init; }

    /// <summary>How the number of clusters was chosen, in a sentence; null when it was not.</summary>
    public string? ClusterCount { get; init; }

    /// <summary>Intervals of this method's agreement with labels, and of its differences from other methods.</summary>
    public IReadOnlyList<MethodComparison> Comparisons { get; init; } = [];

    /// <summary>Agreement with what clusters should not be.</summary>
    public IReadOnlyList<Confound> Confounds { get; init; } = [];

    /// <summary>Rows that are copies of others; null when that was not asked.</summary>
    public RepeatedRows? Repeats { get; init; }

    /// <summary>Whether the vectors hardly differ at all, beside how large their numbers are.</summary>
    public bool IsNearlyConstant { get; init; }

    /// <summary>Whether the clusters were made elsewhere, by a procedure that cannot be run again.</summary>
    public bool IsFromElsewhere { get; init; }

    /// <summary>Whether there was no second seed to take a mean over.</summary>
    public bool IsOfOneSeed { get; init; }

    /// <summary>Whether the vectors have so few numbers that they may be a map, and nothing says of what.</summary>
    public bool MayBeMap { get; init; }

    /// <summary>The silhouette in the columns that the vectors were made of, beside structure-free data; null when these are not known.</summary>
    public NullComparison? SilhouetteInFeatures { get; init; }

    /// <summary>More that a reader should know, in plain sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>One seed's clusters, held against chance by the mean over all seeds of the method: a lucky seed is no evidence.</summary>
    /// <param name="quality">The seed's scores.</param>
    /// <param name="seeds">Those of all seeds.</param>
    /// <param name="draws">Structure-free data through the same method; none where none was drawn.</param>
    internal static VerdictEvidence Of(ClusterQuality quality, IReadOnlyList<ClusterQuality> seeds, StructureNull.Draw[] draws)
    {
        double silhouette = seeds.Average(seed => seed.Silhouette ?? StructureNull.NoClusters);
        double stability = seeds.Average(seed => seed.Stability ?? 0);
        double[] nullSilhouettes = [.. draws.Select(draw => draw.Silhouette)];
        double[] nullStabilities = [.. draws.Select(draw => draw.Stability)];
        return new VerdictEvidence
        {
            NonEmptyClusterCount = quality.NonEmptyClusterCount,
            LargestShare = quality.LargestShare,
            Coverage = quality.Coverage,
            ActiveUnits = quality.ActiveUnits,
            Silhouette = NullComparison.Of("silhouette", silhouette, nullSilhouettes),
            Stability = NullComparison.Of("stability", stability, nullStabilities),
            Together = NullComparison.OfSum("both, in deviations", (silhouette, nullSilhouettes), (stability, nullStabilities)),
            Labels = quality.Labels,
            IsOfOneSeed = seeds.Count == 1,
        };
    }
}

/// <summary>
/// From evidence to a verdict, and from the verdict to plain sentences. The thresholds are explained in
/// <c>docs/verdicts.md</c>; change both together.
/// </summary>
public static class VerdictRules
{
    /// <summary>A cluster that holds this share of the tracks or more makes the result degenerate.</summary>
    public const double DegenerateShare = 0.9;

    /// <summary>With less of the tracks in clusters, noise is what there is most of.</summary>
    public const double LeastCoverage = 0.5;

    /// <summary>The chance of a false alarm over all label sets together.</summary>
    public const double Significance = 0.05;

    /// <summary>With fewer blocks (artists), chance reaches whatever the clusters do.</summary>
    public const int FewestBlocks = 8;

    /// <summary>With fewer blocks resampling gives intervals that are too narrow.</summary>
    public const int FewestBlocksForIntervals = 20;

    /// <summary>A label whose AMI is so many times the next one's is what the clusters are.</summary>
    private const double FarAhead = 2;

    /// <summary>No silhouette and no agreement is higher.</summary>
    private const double Perfect = 1;

    /// <summary>The fewest permutations of which a p can be small enough when so many sets are tested.</summary>
    internal static int PermutationsFor(int testCount) => (int)Math.Ceiling(testCount / Significance) - 1;

    /// <summary>The verdict.</summary>
    public static Verdict Decide(VerdictEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (IsDegenerate(evidence)) return Verdict.Degenerate;
        if (IsUntested(evidence)) return Verdict.Untested;
        bool tighter = evidence.Silhouette?.BeatsNull == true;
        bool moreStable = evidence.Stability?.BeatsNull == true;
        if (IsStrong(evidence)) return FollowsEncoding(evidence) is not null || evidence.Coverage < LeastCoverage || IsOfMapAlone(evidence) ? Verdict.Weak : Verdict.Structure;
        bool follows = evidence.Labels.Any(label => !label.IsTechnical && Follows(label, evidence.Labels.Count));
        return tighter || moreStable || follows ? Verdict.Weak : Verdict.NoneBeyondChance;
    }

    /// <summary>Whether there is nothing to interpret, whatever structure-free data would give.</summary>
    internal static bool IsDegenerate(VerdictEvidence evidence) =>
        evidence.NonEmptyClusterCount < 2 || evidence.LargestShare >= DegenerateShare || evidence.ActiveUnits == 0 || evidence.Repeats?.IsTiled == true || evidence.IsNearlyConstant;

    /// <summary>The verdict with its sentence and reasons.</summary>
    public static Scorecard Explain(VerdictEvidence evidence)
    {
        Verdict verdict = Decide(evidence);
        var reasons = new List<string>();
        AddDegenerateReasons(evidence, reasons);
        string tightness = evidence.IsFromElsewhere || evidence.IsOfOneSeed ? "Tightness (silhouette)" : "Tightness (silhouette, mean over seeds)";
        string repeatability = evidence.IsFromElsewhere ? "Repeatability (agreement with K-Means on subsamples, ARI)"
            : evidence.IsOfOneSeed ? "Repeatability on subsamples"
            : "Repeatability on subsamples (mean over seeds)";
        if (evidence.Silhouette is { } silhouette) reasons.Add(Compare(silhouette, tightness, "are tighter than", "are no tighter than"));
        if (evidence.Stability is { } stability) reasons.Add(Compare(stability, repeatability, "come back more reliably than", "come back no more reliably than"));
        if (evidence.SilhouetteInFeatures is { } there) reasons.Add(Compare(there, "Tightness in the columns of --features (silhouette)", "are tighter than", "are no tighter than"));
        if (IsStrongTogether(evidence) && evidence.Together is { } both)
        {
            reasons.Add($"Added up in standard deviations of structure-free data, both are {Short(both.Observed, 1)} above its mean, where that data itself reaches {Short(both.NullUpper95, 1)} or more in 1 of 20 cases: together they are beyond chance.");
        }

        if (evidence.Coverage < 1) reasons.Add($"{Percent(1 - evidence.Coverage)} of the tracks are in no cluster; they count as wrong in purity and accuracy, and as one group elsewhere.");
        if (new[] { evidence.Silhouette, evidence.Stability }.Any(comparison => comparison?.IsBorderline == true))
        {
            reasons.Add("Borderline: a score is so near to what chance reaches that other random draws could decide otherwise; --null-draws 100 knows better.");
        }

        reasons.AddRange(evidence.Remarks);
        if (evidence.ClusterCount is { } count) reasons.Add(count);
        reasons.AddRange(evidence.Labels.Select(label => Describe(label, evidence)));
        reasons.AddRange(ConfoundSentences.Of(evidence));
        return new Scorecard
        {
            Verdict = verdict,
            Sentence = Sentence(verdict, evidence),
            Reasons = reasons,
            Confounds = evidence.Confounds,
            Comparisons = evidence.Comparisons,
            NullComparisons = [.. new[] { evidence.Silhouette, evidence.Stability, evidence.Together }.OfType<NullComparison>()],
        };
    }

    /// <summary>Whether too few structure-free data sets were drawn for any p to be small.</summary>
    private static bool IsUntested(VerdictEvidence evidence) =>
        !new[] { evidence.Silhouette, evidence.Stability }.Any(comparison => comparison?.DrawCount >= NullComparison.FewestDraws);

    private static bool IsStrong(VerdictEvidence evidence) => evidence is { Silhouette.BeatsNull: true, Stability.BeatsNull: true } || IsStrongTogether(evidence);

    /// <summary>Whether groups are seen on a map, and in what it was made of they are not, or nobody has looked: maps make clumps of anything.</summary>
    private static bool IsOfMapAlone(VerdictEvidence evidence) => evidence.MayBeMap || evidence.SilhouetteInFeatures is { BeatsNull: false };

    /// <summary>Whether both measures speak for groups, beyond chance when added up though not each alone.</summary>
    private static bool IsStrongTogether(VerdictEvidence evidence) =>
        evidence is { Together.BeatsNull: true, Silhouette: { } silhouette, Stability: { } stability } && !(silhouette.BeatsNull && stability.BeatsNull)
        && SpeaksForGroups(silhouette) && SpeaksForGroups(stability);

    private static bool SpeaksForGroups(NullComparison comparison) => comparison.Observed > comparison.NullMean + comparison.NullDeviation;

    /// <summary>Whether clusters follow a label set beyond chance, given how many sets are tested; a set that the model was told is no test.</summary>
    internal static bool Follows(LabelAgreement label, int testCount) => !label.WasGiven && label.P <= Significance / testCount && label.Ami > label.ChanceAmi;

    /// <summary>What about the files' encoding the clusters follow more than any label of the music; null when nothing.</summary>
    private static string? FollowsEncoding(VerdictEvidence evidence)
    {
        double music = evidence.Labels.Where(label => !label.IsTechnical && !label.WasGiven).Select(label => label.Ami).DefaultIfEmpty(0).Max();
        if (evidence.Labels.Any(format => format.IsTechnical && Follows(format, evidence.Labels.Count) && format.Ami > music)) return ConfoundSentences.NameOf(LabelAgreement.FileFormat);
        return evidence.Confounds.Where(confound => confound.IsEncoding && confound.IsFollowed(evidence.Confounds.Count) && confound.Ami > music)
            .MaxBy(confound => confound.Ami) is { } strongest ? ConfoundSentences.NameOf(strongest.Factor) : null;
    }

    private static string Sentence(Verdict verdict, VerdictEvidence evidence)
    {
        string clusters = $"{evidence.NonEmptyClusterCount} clusters";
        string follow = Following([.. evidence.Labels.Where(label => Follows(label, evidence.Labels.Count)).OrderByDescending(label => label.Ami)]);
        return verdict switch
        {
            Verdict.Weak when FollowsEncoding(evidence) is { } encoding => $"Weak evidence: the {clusters} follow the {encoding}, so they may be encoding rather than music.",
            Verdict.Weak when evidence.Coverage < LeastCoverage => $"Weak evidence: most tracks are in none of the {clusters}{follow}.",
            Verdict.Weak when IsStrong(evidence) && evidence.MayBeMap => $"Weak evidence: vectors of so few numbers may be a map, which makes clumps of anything; --features FILE shows whether the {clusters} are in what it was made of{follow}.",
            Verdict.Weak when IsStrong(evidence) && IsOfMapAlone(evidence) => $"Weak evidence: the {clusters} are beyond chance in the vectors given, but not in the columns of --features{follow}.",
            Verdict.Structure when IsStrongTogether(evidence) => $"Structure: taken together, tightness and repeatability of the {clusters} are beyond what data without clusters would give{follow}.",
            Verdict.Structure => $"Structure: the {clusters} are tighter and more repeatable than data without clusters would give{follow}.",
            Verdict.Weak => $"Weak evidence: only part of what sets real groups apart is there for these {clusters}{follow}.",
            Verdict.Untested => $"Untested: {(evidence.Silhouette?.DrawCount > 0 ? "too little" : "no")} structure-free data was drawn, so nothing says whether the {clusters} are more than chance{follow}.",
            Verdict.NoneBeyondChance => $"None beyond chance: cutting up a cloud without any clusters gives {clusters} as good as these.",
            _ => "Degenerate: this is not a clustering to interpret.",
        };
    }

    /// <summary>What is followed, the most first: clusters of speakers agree a little with what is spoken too.</summary>
    private static string Following(LabelAgreement[] followed)
    {
        if (followed.Length == 0) return "";
        bool isFarAhead = followed.Length > 1 && followed[0].Ami > FarAhead * followed[1].Ami;
        string[] names = [.. followed.Select(label => label.Label)];
        return isFarAhead ? $", and they follow {names[0]} far more than {string.Join(" and ", names[1..])}" : $", and they follow {string.Join(" and ", names)}";
    }

    private static void AddDegenerateReasons(VerdictEvidence evidence, List<string> reasons)
    {
        if (evidence.ActiveUnits == 0)
        {
            reasons.Add("The representation collapsed: no latent dimension carries information. Lower --beta, or use --reconstruction sum.");
        }

        if (evidence.NonEmptyClusterCount == 0) reasons.Add("No track is in a cluster.");
        else if (evidence.NonEmptyClusterCount == 1) reasons.Add("There is only one cluster.");
        else if (evidence.LargestShare >= DegenerateShare) reasons.Add($"{Percent(evidence.LargestShare)} of the tracks are in one cluster.");
        if (evidence.IsNearlyConstant) reasons.Add("The vectors are nearly constant: they differ by less than a thousandth of their own size, which a model that collapsed, or rounding, can explain.");
        if (evidence.Repeats is { CopyCount: > 0 } repeats) reasons.Add(Describe(repeats));
    }

    private static string Describe(RepeatedRows repeats) =>
        $"{repeats.RepeatingCount.ToString("N0", CultureInfo.InvariantCulture)} of {Words.Count(repeats.RowCount, "row")} repeat {Words.Count(repeats.DifferentCount, "row")}: "
        + (repeats.IsTiled ? "copies lie on one point, so that any score of such clusters looks perfect and none is evidence." : $"{Words.Count(repeats.CopyCount, "copy", "copies")} tell nothing new.");

    private static string Compare(NullComparison comparison, string what, string better, string notBetter)
    {
        if (comparison.DrawCount < NullComparison.FewestDraws)
        {
            return $"{what} is {Short(comparison.Observed)}; structure-free data reaches {Short(comparison.NullMean)} on average, but {Words.Count(comparison.DrawCount, "draw")} cannot say more: it takes {NullComparison.FewestDraws}.";
        }

        if (comparison.NullUpper95 > Perfect)
        {
            return $"{what} is {Short(comparison.Observed)}; structure-free data reaches {Short(comparison.NullMean)} on average, and {Words.Count(comparison.DrawCount, "draw")} cannot rule out that it reaches 1: --null-draws {NullComparison.FewestRankedDraws} can tell.";
        }

        string relation = comparison.BeatsNull ? better : notBetter;
        return $"{what} is {Short(comparison.Observed)}; structure-free data reaches {Short(comparison.NullMean)} on average and "
            + $"{Short(comparison.NullUpper95)} or more in 1 of 20 cases ({comparison.DrawCount} draws{(comparison.IsPredicted ? ", taken to be normal" : "")}): the clusters {relation} chance gives.";
    }

    private static string Describe(LabelAgreement label, VerdictEvidence evidence)
    {
        string interval = evidence.Comparisons.FirstOrDefault(entry => entry.Label == label.Label) is { Other: "" } own && own.BlockCount >= FewestBlocksForIntervals
            ? $", between {Short(own.Lower95)} and {Short(own.Upper95)} had other {own.Blocks} been collected"
            : "";
        string numbers = $"AMI {Short(label.Ami)}{interval}; chance reaches {Short(label.ChanceAmi)}; p = {Short(label.P, 4)}";
        if (label.WasGiven) return $"The model was told each track's {label.Label}, so agreement with it proves nothing ({numbers}).";
        if (label.BlockCount < FewestBlocks) return $"Whether the clusters follow {label.Label} cannot be told from {label.BlockCount} {label.Blocks} ({numbers}).";
        if (!Follows(label, evidence.Labels.Count)) return $"The clusters do not follow {label.Label} ({numbers}).";
        return $"The clusters follow {label.Label} ({numbers}); {Percent(label.Purity)} of the tracks carry their cluster's commonest {label.Label}.{Rivals(label.Label, evidence.Comparisons)}";
    }

    /// <summary>Whether that is more or less than other methods reach: only where the interval of the difference says so.</summary>
    private static string Rivals(string label, IReadOnlyList<MethodComparison> comparisons)
    {
        MethodComparison[] differences = [.. comparisons.Where(entry => entry.Label == label && entry.Other.Length > 0 && entry.BlockCount >= FewestBlocksForIntervals)];
        if (differences.Length == 0) return "";
        string better = string.Join(", ", differences.Where(entry => entry.Lower95 > 0).Select(entry => entry.Other));
        string worse = string.Join(", ", differences.Where(entry => entry.Upper95 < 0).Select(entry => entry.Other));
        if (better.Length + worse.Length == 0) return " No other method of this run differs by more than chance.";
        return (better.Length > 0 ? $" That is more than {better}." : "") + (worse.Length > 0 ? $" That is less than {worse}." : "");
    }

    internal static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <remarks>A negative zero plus zero is zero: no "-0".</remarks>
    internal static string Short(double value, int digits = 3) => (Math.Round(value, digits) + 0.0).ToString("0.####", CultureInfo.InvariantCulture);
}
