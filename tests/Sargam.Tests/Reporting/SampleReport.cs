using Sargam.Evaluation;
using Sargam.Numerics;
using Sargam.Reporting;

namespace Sargam.Tests.Reporting;

/// <summary>A collection of 60 songs as one might have: invented, but with numbers of the kind that real runs give.</summary>
internal static class SampleReport
{
    private static readonly string[] Titles =
    [
        "আমার সোনার বাংলা", "একলা চলো রে", "নদীর গান", "বৃষ্টির দিনে", "ভোরের পাখি", "শেষ বিকেলের আলো", "মেঘের দেশে", "পথের বাঁশি",
        "Über den Dächern", "Königskinder", "Straße ans Meer", "Für immer jung", "Großstadtlichter", "Schöne Grüße", "Nachtzug nach Köln", "Mädchen im Mai",
        "Paper Boats", "Northern Line", "The Long Way Down", "Salt and Silver", "Carry Me Slowly", "Window Seat", "Low Tide", "Half a Moon",
    ];

    private static readonly string[] Genres = ["folk", "rock", "pop", "electronic"];
    private static readonly string[] Languages = ["বাংলা", "Deutsch", "English"];
    private static readonly (double X, double Y)[] Centres = [(-14, 6), (9, 11), (13, -7), (-5, -12), (0, 1)];

    public static ReportModel Create()
    {
        MapTrack[] tracks = Tracks();
        return new ReportModel
        {
            Title = "Küche & Wohnzimmer · ঘরের গান",
            Scorecard = Card(),
            Methods = Methods(),
            Tracks = tracks,
            MapCaption = "t-SNE, perplexity 19",
            LabelNames = ["genre", "language", "artist"],
            Clusters = [.. Enumerable.Range(0, Centres.Length).Select(cluster => Cluster(cluster, tracks))],
            History = [.. Enumerable.Range(1, 80).Select(Epoch)],
            ClusterCountScores = [.. Enumerable.Range(2, 11).Select(k => new ClusterCountScore(k, 0.39 - 0.011 * (k - 5) * (k - 5) / (1 + 0.28 * Math.Abs(k - 5)), k == 5))],
            Failures = [new FailedTrack("Alben/1998/07 Spur 7.mp3", "decode", "the file ends after 2 of 214 seconds")],
            Facts = Facts(),
        };
    }

    /// <summary>A report with nothing but what it must have.</summary>
    public static ReportModel Bare() => Create() with
    {
        Scorecard = new Scorecard { Verdict = Verdict.Degenerate, Sentence = "There is nothing to cluster.", Reasons = [], NullComparisons = [] },
        Methods = [],
        Tracks = [],
        LabelNames = [],
        Clusters = [],
        History = [],
        ClusterCountScores = [],
        Failures = [],
        Facts = [],
    };

    private static MapTrack[] Tracks()
    {
        var rng = new Rng(20);
        return
        [
            .. Enumerable.Range(0, 60).Select(i =>
            {
                int cluster = i < 17 ? 0 : i < 31 ? 1 : i < 43 ? 2 : i < 52 ? 3 : 4;
                int title = rng.NextInt(Titles.Length);
                string genre = rng.NextInt(10) < 7 ? Genres[cluster % 4] : Genres[rng.NextInt(4)];
                string artist = $"{(char)('A' + rng.NextInt(16))}. {(title < 8 ? "সেন" : title < 16 ? "Müller" : "Gray")}";
                return new MapTrack(
                    $"{Titles[title]} ({i + 1})", Centres[cluster].X + Scatter(rng), Centres[cluster].Y + Scatter(rng), cluster,
                    [i % 19 == 7 ? "" : genre, Languages[title / 8], artist]);
            }),
        ];
    }

    /// <summary>A bell of sorts in whole steps: the same to the last bit everywhere.</summary>
    private static double Scatter(Rng rng) => (rng.NextInt(1000) + rng.NextInt(1000) + rng.NextInt(1000) - 1500) / 200.0;

    private static ClusterSummary Cluster(int cluster, MapTrack[] tracks)
    {
        MapTrack[] members = [.. tracks.Where(track => track.Cluster == cluster)];
        return new ClusterSummary(
            cluster, members.Length, [.. members.Take(5).Select(track => track.Title)],
            [
                .. Enumerable.Range(0, 3).Select(labelSet => (IReadOnlyList<KeyValuePair<string, int>>)
                [
                    .. members.Select(track => track.Labels[labelSet]).Where(value => value.Length > 0).GroupBy(value => value)
                        .Select(group => KeyValuePair.Create(group.Key, group.Count())).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal),
                ]),
            ],
            $"playlists/cluster {cluster}.m3u8");
    }

    private static Scorecard Card() => new()
    {
        Verdict = Verdict.Weak,
        Sentence = "There are groups here, but only part of the evidence is beyond chance: read the clusters as tendencies.",
        Reasons =
        [
            "The silhouette is 0.394; collections without clusters stay below 0.362 in 95 of 100 cases.",
            "The same clusters come back in random parts of the collection no more often than chance would have it (stability 0.51).",
            "Clusters follow genre (AMI 0.31, p 0.001) and do not follow language (AMI 0.02, p 0.21).",
        ],
        NullComparisons =
        [
            new NullComparison("silhouette", 0.394, 0.338, 0.362, 0.01, 99),
            new NullComparison("stability", 0.51, 0.46, 0.58, 0.17, 99),
        ],
    };

    private static ClusterQuality[] Methods() =>
    [
        Method("vae", 0.394, 0.056, 71.3, 0.94, 0.51, 2, 0.62, 0.31, Verdict.Weak),
        Method("pca", 0.061, 0.061, 9.84, 2.71, 0.44, null, 0.95, 0.22, Verdict.NoneBeyondChance),
        Method("raw", 0.048, 0.041, 8.02, 2.98, 0.39, null, null, 0.07, Verdict.NoneBeyondChance),
    ];

    private static ClusterQuality Method(
        string representation, double own, double common, double ch, double db, double stability, int? units, double? r2, double ami, Verdict verdict) => new()
        {
            Recipe = "default",
            Representation = representation,
            Clusterer = "kmeans",
            ClusterCount = 5,
            Seed = 1,
            TrackCount = 60,
            Coverage = 1,
            NonEmptyClusterCount = 5,
            LargestShare = 17 / 60.0,
            Silhouette = own,
            CalinskiHarabasz = ch,
            DaviesBouldin = db,
            SilhouetteCommon = common,
            Stability = stability,
            ActiveUnits = units,
            ReconstructionR2 = r2,
            Verdict = verdict,
            Labels =
            [
                new LabelAgreement("genre", 56, 4, ami * 0.8, ami + 0.06, ami, ami + 0.06, 0.45 + ami / 2, 0.5, 0.091, ami > 0.2 ? 0.001 : 0.09),
                new LabelAgreement("language", 60, 3, 0.01, 0.06, 0.02 - ami / 10, 0.06, 0.41, 0.4, 0.084, 0.21),
                new LabelAgreement("artist", 60, 31, 0.03, 0.62, 0.05, 0.62, 0.2, 0.2, 0.118, 0.34),
            ],
        };

    private static TrainingEpoch Epoch(int epoch)
    {
        double beta = 16 * Math.Min(1, epoch / 40.0);
        double kl = 1.9 + 6 * Math.Exp(-epoch / 14.0);
        double reconstruction = 24 + 44 * Math.Exp(-epoch / 9.0);
        double total = reconstruction + beta * kl * 0.5;
        return new TrainingEpoch(epoch, total, reconstruction, kl, total + 2.1 + epoch * 0.012, beta, epoch < 20 ? 8 : 2);
    }

    private static KeyValuePair<string, string>[] Facts() =>
    [
        KeyValuePair.Create("Recipe", "default"),
        KeyValuePair.Create("Seed", "1"),
        KeyValuePair.Create("Features", "rich-statistics, version 1: 851 numbers a track"),
        KeyValuePair.Create("Decoders", "wav 12, libsndfile 48"),
        KeyValuePair.Create("Sargam", "0.1.0"),
    ];
}
