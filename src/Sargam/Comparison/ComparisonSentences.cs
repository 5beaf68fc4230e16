using System.Globalization;
using Sargam.Evaluation;

namespace Sargam.Comparison;

/// <summary>What a comparison comes to, in sentences that can be checked against its tables.</summary>
/// <param name="methods">The best ranked first.</param>
/// <param name="reference">The name of the method that differences are told from.</param>
/// <param name="differences">Intervals.</param>
internal sealed class ComparisonSentences(IReadOnlyList<ComparedScore> methods, string reference, IReadOnlyList<MethodComparison> differences)
{
    private const double Significant = 0.05;
    private const int MostNamed = 5;
    private const int ManyIntervals = 20;

    /// <summary>The sentences: the ranking, the verdicts, then each label set.</summary>
    public IEnumerable<string> Of(int trackCount)
    {
        yield return Ranking(trackCount);
        yield return Structure();
        foreach (IGrouping<string, MethodComparison> label in differences.GroupBy(entry => entry.Label))
        {
            yield return Chance(label.Key, [.. label.Where(entry => entry.Other.Length == 0)]);
            MethodComparison[] pairs = [.. label.Where(entry => entry.Other.Length > 0)];
            if (pairs.Length > 0) yield return Differences(label.Key, pairs);
        }
    }

    /// <summary>Whether an interval leaves out 0.</summary>
    public static bool IsBeyondChance(MethodComparison entry) => entry.Lower95 > 0 || entry.Upper95 < 0;

    private string Ranking(int trackCount)
    {
        ComparedScore[] first = [.. methods.Where(method => method.Place == 1)];
        if (first.Length == 0) return "No method is ranked: all of them are degenerate.";
        string spaces = first[0].Common.Count == 1
            ? "in the one space that all share, which favours its own linear relatives"
            : $"by mean rank in {first[0].Common.Count} spaces that all share";
        return $"Tightest clusters {spaces}, on {Words.Count(trackCount, "track")}: {Named([.. first.Select(method => method.Name)])}. Labels have no part in this order.";
    }

    private string Structure()
    {
        string[] Of(Verdict verdict) => [.. methods.Where(method => method.Verdict == verdict).Select(method => method.Name)];
        if (Of(Verdict.Structure) is { Length: > 0 } found) return $"Clusters beyond what data without clusters gives: {Named(found)}.";
        if (Of(Verdict.Weak) is { Length: > 0 } weak) return $"Only part of the evidence speaks for clusters, and only of {Named(weak)}.";
        return Of(Verdict.Untested).Length > 0
            ? "Nothing was tested against data without clusters, or too few draws of it: --null-draws 20 says whether there are clusters at all."
            : "No method's clusters are beyond what data without clusters gives: the order is one of ways to cut, not of clusters found.";
    }

    private static string Chance(string label, MethodComparison[] own)
    {
        MethodComparison[] beyond = [.. own.Where(entry => entry.PBestOf <= Significant).OrderByDescending(entry => entry.Value)];
        string allowed = own.Length == 1 ? "by permutation" : $"with all {own.Length} methods allowed for";
        return beyond.Length == 0
            ? $"{label}: no method agrees with it beyond chance, {allowed}."
            : $"{label}: {beyond.Length} of {Words.Count(own.Length, "method")} {(own.Length == 1 ? "agrees" : "agree")} with it beyond chance, {allowed}: {Named([.. beyond.Select(entry => $"{entry.Method} ({Number(entry.Value)})")])}.";
    }

    private string Differences(string label, MethodComparison[] pairs)
    {
        MethodComparison[] beyond = [.. pairs.Where(IsBeyondChance).OrderByDescending(entry => Math.Abs(entry.Value))];
        string change = $"what other {pairs[0].Blocks} would change ({pairs[0].BlockCount} drawn anew)";
        if (beyond.Length == 0 && pairs.Length == 1) return $"{label}: the difference between the methods is not beyond {change}.";
        if (beyond.Length == 0) return $"{label}: none of the {Words.Count(pairs.Length, "difference")} between methods is beyond {change}.";
        string from = pairs.Any(entry => entry.Method == reference) ? reference : pairs[0].Method;
        string[] parts =
        [
            .. Part($"{from} is above", beyond.Where(entry => entry.Method == from && entry.Value > 0), entry => entry.Other),
            .. Part($"{from} is below", beyond.Where(entry => entry.Method == from && entry.Value < 0), entry => entry.Other),
            .. Part("of main methods", beyond.Where(entry => entry.Method != from), entry => entry.Value > 0 ? $"{entry.Method} is above {entry.Other}" : $"{entry.Other} is above {entry.Method}"),
        ];
        int rest = pairs.Length - beyond.Length;
        return $"{label}, beyond {change}: {string.Join("; ", parts)}."
            + (rest > 0 ? " No other difference is." : "")
            + (pairs.Length >= ManyIntervals ? $" Of {pairs.Length} intervals one in twenty passes by chance." : "");
    }

    private static IEnumerable<string> Part(string lead, IEnumerable<MethodComparison> entries, Func<MethodComparison, string> name)
    {
        string[] items = [.. entries.Select(entry => $"{name(entry)} by {Interval(entry)}")];
        return items.Length == 0 ? [] : [$"{lead} {Named(items)}"];
    }

    private static string Interval(MethodComparison entry)
    {
        (double low, double high) = entry.Value >= 0 ? (entry.Lower95, entry.Upper95) : (-entry.Upper95, -entry.Lower95);
        return $"{Number(Math.Abs(entry.Value))} ({Number(low)} to {Number(high)})";
    }

    private static string Named(string[] items) => items.Length <= MostNamed
        ? string.Join(", ", items)
        : $"{string.Join(", ", items.Take(MostNamed))} and {items.Length - MostNamed} more";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
