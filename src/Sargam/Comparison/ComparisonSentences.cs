using System.Globalization;
using Sargam.Evaluation;

namespace Sargam.Comparison;

/// <summary>What a comparison comes to, in sentences that can be checked against its tables.</summary>
internal static class ComparisonSentences
{
    private const double Significant = 0.05;
    private const int MostNamed = 4;

    /// <summary>The sentences, the ranking first, then each label set.</summary>
    /// <param name="methods">The best ranked first.</param>
    /// <param name="reference">The name of the method that differences are told from.</param>
    /// <param name="differences">Intervals.</param>
    /// <param name="trackCount">Tracks compared.</param>
    public static IEnumerable<string> Of(IReadOnlyList<ComparedScore> methods, string reference, IReadOnlyList<MethodComparison> differences, int trackCount)
    {
        yield return Ranking(methods, trackCount);
        ComparedScore[] structured = [.. methods.Where(method => method.Verdict == Verdict.Structure)];
        yield return structured.Length == 0
            ? "No method's clusters are beyond what data without clusters gives: the order is one of ways to cut, not of clusters found."
            : $"Clusters beyond what data without clusters gives: {Named([.. structured.Select(method => method.Name)])}.";
        foreach (IGrouping<string, MethodComparison> label in differences.GroupBy(entry => entry.Label))
        {
            yield return Chance(label.Key, [.. label.Where(entry => entry.Other.Length == 0)]);
            MethodComparison[] pairs = [.. label.Where(entry => entry.Other.Length > 0)];
            if (pairs.Length > 0) yield return Differences(label.Key, reference, pairs);
        }
    }

    private static string Ranking(IReadOnlyList<ComparedScore> methods, int trackCount)
    {
        ComparedScore[] ranked = [.. methods.Where(method => method.MeanRank is not null)];
        if (ranked.Length == 0) return "No method is ranked: all of them are degenerate.";
        string spaces = ranked[0].Common.Count == 1 ? "in 1 space that all share, which favours its own linear relatives" : $"by the mean of {ranked[0].Common.Count} spaces that all share";
        ComparedScore[] first = [.. ranked.Where(method => method.Place == 1)];
        return $"Tightest clusters {spaces}, on {Words.Count(trackCount, "track")}: {Named([.. first.Select(method => method.Name)])}. Labels have no part in this order.";
    }

    private static string Chance(string label, MethodComparison[] own)
    {
        MethodComparison[] beyond = [.. own.Where(entry => entry.PBestOf <= Significant).OrderByDescending(entry => entry.Value)];
        string allowed = own.Length == 1 ? "by permutation" : $"with all {own.Length} methods allowed for";
        return beyond.Length == 0
            ? $"{label}: no method agrees with it beyond chance, {allowed}."
            : $"{label}: {beyond.Length} of {Words.Count(own.Length, "method")} {(beyond.Length == 1 ? "agrees" : "agree")} with it beyond chance, {allowed}; most, {Named([.. beyond.Select(entry => $"{entry.Method} ({Number(entry.Value)})")])}.";
    }

    private static string Differences(string label, string reference, MethodComparison[] pairs)
    {
        MethodComparison[] beyond = [.. pairs.Where(IsBeyondChance)];
        string drawn = $"other {pairs[0].Blocks} ({pairs[0].BlockCount} drawn anew)";
        if (beyond.Length == 0) return $"{label}: none of the {Words.Count(pairs.Length, "difference")} looked at is beyond what {drawn} would change; the reference is {reference}.";
        string[] named = [.. beyond.OrderByDescending(entry => Math.Abs(entry.Value)).Select(Describe)];
        return $"{label}: beyond what {drawn} would change: {Named(named)}. None of the other {pairs.Length - beyond.Length} differences is."
            + (pairs.Length >= 20 ? " With so many, one in twenty passes by chance." : "");
    }

    /// <summary>Whether an interval leaves out 0.</summary>
    public static bool IsBeyondChance(MethodComparison entry) => entry.Lower95 > 0 || entry.Upper95 < 0;

    private static string Describe(MethodComparison entry) => entry.Value >= 0
        ? $"{entry.Method} above {entry.Other} by {Number(entry.Value)} [{Number(entry.Lower95)}, {Number(entry.Upper95)}]"
        : $"{entry.Other} above {entry.Method} by {Number(-entry.Value)} [{Number(-entry.Upper95)}, {Number(-entry.Lower95)}]";

    private static string Named(string[] items) => items.Length <= MostNamed
        ? string.Join("; ", items)
        : $"{string.Join("; ", items.Take(MostNamed))}; and {items.Length - MostNamed} more";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
