using Sargam.Numerics;
using Sargam.Reporting;
using Sargam.Tests.Reporting;

namespace Sargam.BrowserTests;

/// <summary>Reports to open.</summary>
internal static class Reports
{
    /// <summary>Sixty songs in three languages whose files are known.</summary>
    public static ReportModel Sample()
    {
        ReportModel model = SampleReport.Create();
        return model with
        {
            MusicRoot = "../../music",
            Tracks = [.. model.Tracks.Select((track, i) => track with { Path = $"Folder {i % 3}/{i:00} #1.mp3", Seconds = 60 + i, Confidence = i % 7 / 7.0, Distortion = i % 5 / 10.0 })],
            FurtherMaps = [new FurtherMap("UMAP", "UMAP, 15 neighbours", [.. model.Tracks.Select(track => new MapPosition(track.Y, track.X))])],
        };
    }

    /// <summary>So many invented tracks in twelve groups, with titles and paths of usual length.</summary>
    public static ReportModel Synthetic(int trackCount)
    {
        var rng = new Rng(7);
        string[] words = [.. Enumerable.Range(0, 1200).Select(_ => Word(rng))];
        string[] artists = [.. Enumerable.Range(0, Math.Max(10, trackCount / 40)).Select(_ => $"{words[rng.NextInt(1200)]} {words[rng.NextInt(1200)]}")];
        MapTrack[] tracks = [.. Enumerable.Range(0, trackCount).Select(i => Track(i, rng, words, artists)).OrderBy(track => track.Path, StringComparer.Ordinal)];
        return SampleReport.Create() with
        {
            Title = $"{trackCount} tracks",
            Tracks = tracks,
            MusicRoot = "../../../music",
            LabelNames = ["genre", "language", "artist"],
            Clusters = [.. tracks.GroupBy(track => track.Cluster).OrderBy(group => group.Key).Select(Summary)],
        };
    }

    /// <summary>Titles, labels and paths that would run, reorder or break out if they could.</summary>
    public static ReportModel Hostile(ulong seed)
    {
        var rng = new Rng(seed);
        string[] fixedTexts =
        [
            "<script>window.pwned=1</script>", "</script><script>window.pwned=1</script>", "\"><img src=x onerror=window.pwned=1>", "<!--<script>", "=cmd|' /C calc'!A0",
            "+1+1", "-2", "@SUM(A1)", "a\r\n#EXTINF:1,b\r\nhttp://evil.example/x", "\u202Egnp.exe", "\uD800 lone", "\u2028line", "]]>", "javascript:window.pwned=1",
        ];
        string Any() => rng.NextInt(2) == 0 ? fixedTexts[rng.NextInt(fixedTexts.Length)] : Tests.Reporting.Hostile.Text(rng);
        ReportModel model = SampleReport.Create();
        return model with
        {
            Title = "</script><script>window.pwned=1</script>" + Any(),
            MapCaption = Any(),
            MusicRoot = "../\"><script>window.pwned=1</script>",
            LabelNames = ["=genre</script>", Any()],
            Tracks = [.. model.Tracks.Select((track, i) => track with { Title = i < fixedTexts.Length ? fixedTexts[i] : Any(), Labels = [Any(), Any()], Path = Any() })],
        };
    }

    private static MapTrack Track(int i, Rng rng, string[] words, string[] artists)
    {
        int cluster = rng.NextInt(12);
        double angle = cluster * Math.Tau / 12;
        string artist = artists[rng.NextInt(artists.Length)], title = $"{Pick(rng, words)} {Pick(rng, words)} {Pick(rng, words)}";
        return new MapTrack(
            $"{artist} – {title}", 6 * Math.Cos(angle) + Scatter(rng), 6 * Math.Sin(angle) + Scatter(rng), cluster,
            [$"genre {(rng.NextInt(4) > 0 ? cluster % 8 : rng.NextInt(8))}", $"language {rng.NextInt(5)}", artist])
        {
            Path = $"{artist}/{words[rng.NextInt(12)]} {artist[..1]}/{i % 14 + 1:00} {title}.mp3",
            Seconds = 120 + rng.NextInt(240),
            Confidence = rng.NextInt(100) / 100.0,
            Distortion = rng.NextInt(40) / 100.0,
        };
    }

    private static double Scatter(Rng rng) => (rng.NextInt(1000) + rng.NextInt(1000) + rng.NextInt(1000) - 1500) / 500.0;

    private static string Word(Rng rng)
    {
        string[] syllables = rng.NextInt(4) == 0
            ? ["আ", "মি", "তু", "র", "গান", "ন", "দী", "মে", "ঘ", "সু", "বা", "লা", "পথ", "দি", "ন"]
            : ["ka", "lo", "mi", "ren", "tas", "un", "der", "schö", "el", "ing", "sa", "vo", "tur", "ne", "li", "mor", "gen", "hä", "on", "ste"];
        return string.Concat(Enumerable.Range(0, 1 + rng.NextInt(3)).Select(_ => syllables[rng.NextInt(syllables.Length)]));
    }

    /// <summary>Few words are common and many are rare, as in titles that people write.</summary>
    private static string Pick(Rng rng, string[] words)
    {
        double share = rng.NextInt(1_000_000) / 1e6;
        return words[(int)(words.Length * share * share * share)];
    }

    private static ClusterSummary Summary(IGrouping<int, MapTrack> group) => new(
        group.Key, group.Count(), [.. group.Take(5).Select(track => track.Title)],
        [
            .. Enumerable.Range(0, 3).Select(labelSet => (IReadOnlyList<KeyValuePair<string, int>>)
                [.. group.GroupBy(track => track.Labels[labelSet]).Select(values => KeyValuePair.Create(values.Key, values.Count())).OrderByDescending(value => value.Value).Take(5)]),
        ],
        $"playlists/cluster-{group.Key:00}.m3u8");
}
