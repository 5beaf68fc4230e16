using Sargam.Evaluation;
using Sargam.Numerics;
using Sargam.Reporting;

namespace Sargam.Tests.Reporting;

/// <summary>Reports whose every text is hostile and whose numbers are whatever can go wrong.</summary>
internal static class HostileReport
{
    private static readonly double[] Numbers = [0, -1, 0.5, 1e-300, 1e300, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 42];

    public static ReportModel Create(Rng rng)
    {
        string[] labels = [.. Enumerable.Range(0, rng.NextInt(4)).Select(_ => Hostile.Text(rng))];
        return new ReportModel
        {
            Title = Hostile.Text(rng),
            Scorecard = new Scorecard
            {
                Verdict = (Verdict)rng.NextInt(4),
                Sentence = Hostile.Text(rng),
                Reasons = [Hostile.Text(rng)],
                NullComparisons = [new NullComparison(Hostile.Text(rng), Number(rng), Number(rng), Number(rng), Number(rng), 9)],
            },
            Methods = [.. Enumerable.Range(0, rng.NextInt(4)).Select(_ => Method(rng, labels))],
            Tracks = [.. Enumerable.Range(0, rng.NextInt(30)).Select(_ => new MapTrack(Hostile.Text(rng), Number(rng), Number(rng), rng.NextInt(40) - 2, Texts(rng)))],
            MapCaption = Hostile.Text(rng),
            LabelNames = labels,
            Clusters = [.. Enumerable.Range(0, rng.NextInt(4)).Select(i => new ClusterSummary(i - 1, rng.NextInt(5), Texts(rng), [Counts(rng), Counts(rng)], Hostile.Text(rng)))],
            History = [.. Enumerable.Range(1, rng.NextInt(4)).Select(i => new TrainingEpoch(i, Number(rng), Number(rng), Number(rng), rng.NextInt(2) == 0 ? null : Number(rng), Number(rng), 1))],
            ClusterCountScores = [.. Enumerable.Range(1, rng.NextInt(4)).Select(k => new ClusterCountScore(k, Number(rng), k == 1))],
            Failures = [new FailedTrack(Hostile.Text(rng), Hostile.Text(rng), Hostile.Text(rng))],
            Facts = [KeyValuePair.Create(Hostile.Text(rng), Hostile.Text(rng))],
        };
    }

    private static double Number(Rng rng) => Numbers[rng.NextInt(Numbers.Length)];

    private static string[] Texts(Rng rng) => [.. Enumerable.Range(0, rng.NextInt(4)).Select(_ => Hostile.Text(rng))];

    private static KeyValuePair<string, int>[] Counts(Rng rng) => [.. Texts(rng).Select(text => KeyValuePair.Create(text, rng.NextInt(9)))];

    private static ClusterQuality Method(Rng rng, string[] labels) => new()
    {
        Recipe = Hostile.Text(rng),
        Representation = Hostile.Text(rng),
        Clusterer = Hostile.Text(rng),
        ClusterCount = rng.NextInt(9),
        Seed = 1,
        TrackCount = 3,
        Coverage = Number(rng),
        NonEmptyClusterCount = rng.NextInt(9),
        LargestShare = Number(rng),
        Silhouette = Number(rng),
        CalinskiHarabasz = Number(rng),
        DaviesBouldin = Number(rng),
        SilhouetteCommon = Number(rng),
        Stability = Number(rng),
        Labels = [.. labels.Select(label => new LabelAgreement(label, 3, 2, Number(rng), Number(rng), Number(rng), Number(rng), Number(rng), Number(rng), Number(rng), Number(rng)))],
        Verdict = (Verdict)rng.NextInt(4),
    };
}
