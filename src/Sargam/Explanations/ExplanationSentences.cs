using System.Globalization;
using Sargam.Scanning.Tags;

namespace Sargam.Explanations;

/// <summary>Statements in plain words. Titles, labels and words of songs stand in them as they are: writers escape.</summary>
internal static class ExplanationSentences
{
    private const int QualitiesInSummary = 4;
    private const int WordsInSummary = 5;
    private const int FewestForContrast = 3;

    public static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"Brighter than elsewhere: 2,310 against 1,150 Hz, by their medians, and so in 94 of 100 pairs of a track from here and one from elsewhere."</summary>
    public static string Of(AudibleQuality quality, ClusterStatement statement)
    {
        string word = WordOf(quality, statement);
        double share = 50 * (1 + Math.Abs(statement.Effect!.Value));
        string pairs = share > 99.5 ? "in all" : string.Create(CultureInfo.InvariantCulture, $"in {share:0} of 100");
        if (share is > 99.5 and < 100) pairs = "in nearly all";
        return $"{char.ToUpperInvariant(word[0])}{word[1..]} than elsewhere: {quality.Format(statement.Here!.Value)} against {quality.Format(statement.Elsewhere!.Value)}{(quality.Measured.Length > 0 ? " " : "")}{quality.Measured}, "
            + $"by their medians, and so {pairs} pairs of a track from here and one from elsewhere.";
    }

    /// <summary>"style ambient: 12 of 14 tracks here (86 %), 20 % of all." and "German word «Nacht»: in 9 of 11 texts here, 5 of 70 elsewhere."</summary>
    public static string Of(ItemDifference found, ClusterStatement statement) => statement.Kind == StatementKind.Word
        ? $"{LanguageCodes.NameOf(statement.Name)} word “{statement.Item}”: in {found.Having} of {found.Known} texts here, {found.HavingElsewhere} of {found.KnownElsewhere} elsewhere."
        : $"{statement.Name} {statement.Item}: {found.Having} of {found.Known} tracks here ({Percent(statement.Here)}), {Percent(statement.Overall)} of all.";

    public static string Unsure(int unsure, int count) => $"{Whole(unsure)} of {Words.Count(count, "track")} could as well be in another cluster.";

    /// <summary>"Cluster 2 (14 tracks): slower, darker; mostly ambient (style, 20 % of all); German words: Nacht, Licht."</summary>
    public static string Summary(int cluster, int trackCount, IReadOnlyList<ClusterStatement> found, IReadOnlyList<ClusterStatement> confidence, bool wasAsked)
    {
        var parts = new List<string>();
        ClusterStatement[] told = [.. found.Where(statement => statement.IsTold)];
        IEnumerable<ClusterStatement> audio = told.Where(statement => statement.Kind == StatementKind.Audio).OrderByDescending(statement => Math.Abs(statement.Effect ?? 0));
        string qualities = string.Join(", ", audio.Take(QualitiesInSummary).Select(statement => WordOf(AudibleQuality.All.First(quality => quality.Name == statement.Name), statement)));
        if (qualities.Length > 0) parts.Add(qualities);
        parts.AddRange(told.Where(statement => statement.Kind == StatementKind.Label).DistinctBy(statement => statement.Name).Select(Label));
        parts.AddRange(told.Where(statement => statement.Kind == StatementKind.Word).GroupBy(statement => statement.Name)
            .Select(words => $"{LanguageCodes.NameOf(words.Key)} words: {string.Join(", ", words.Take(WordsInSummary).Select(word => word.Item))}"));
        if (parts.Count == 0) parts.Add(Nothing(trackCount, wasAsked));
        if (confidence.FirstOrDefault(statement => statement is { Name: "unsure", Here: > 0.25 }) is { } unsure) parts.Add($"{Percent(unsure.Here)} of its tracks are unsure");
        return $"Cluster {Whole(cluster)} ({Words.Count(trackCount, "track")}): {string.Join("; ", parts)}.";
    }

    private static string Nothing(int trackCount, bool wasAsked) => !wasAsked ? "there is nothing to describe it by"
        : trackCount < FewestForContrast ? "too few tracks to say what sets it apart"
        : "nothing that was looked at sets it apart beyond chance";

    private static string Label(ClusterStatement statement) => statement.Here switch
    {
        1 => $"all {statement.Item} ({statement.Name}, {Percent(statement.Overall)} of the collection)",
        > 0.5 => $"mostly {statement.Item} ({statement.Name}, {Percent(statement.Overall)} of the collection)",
        _ => $"more {statement.Item} ({statement.Name}, {Percent(statement.Here)} instead of {Percent(statement.Overall)})",
    };

    private static string WordOf(AudibleQuality quality, ClusterStatement statement) => statement.Effect > 0 ? quality.Higher : quality.Lower;

    private static string Percent(double? share) => string.Create(CultureInfo.InvariantCulture, $"{100 * (share ?? 0):0} %");
}
