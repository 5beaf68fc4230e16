using Sargam.Explanations;
using Sargam.Numerics;
using Sargam.Scanning;

namespace Sargam.Tests.Explanations;

/// <summary>Invented tracks of which nothing has to do with anything, until a test changes that.</summary>
internal sealed class ExplainedCollection
{
    private static readonly string[] Everyday =
    [
        "the", "and", "you", "love", "night", "with", "when", "where", "never", "always", "heart", "home", "road", "river", "light", "summer",
        "winter", "dance", "dream", "morning", "city", "train", "window", "golden", "silver", "thunder", "whisper", "mountain", "ocean", "tomorrow",
        "yesterday", "nobody", "everything", "forever", "together", "waiting", "walking", "falling", "burning", "singing",
    ];

    private readonly Rng _rng;

    public ExplainedCollection(ulong seed, int trackCount, int clusterCount)
    {
        _rng = new Rng(seed);
        Clusters = [.. Enumerable.Range(0, trackCount).Select(_ => _rng.NextInt(clusterCount))];
        Genres = [.. Enumerable.Range(0, trackCount).Select(_ => $"genre {_rng.NextInt(5)}")];
        Artists = [.. Enumerable.Range(0, trackCount).Select(i => $"artist {i / 3}")];
        Texts = [.. Enumerable.Range(0, trackCount).Select(_ => (string?)string.Join(' ', Enumerable.Range(0, 24).Select(_ => Everyday[_rng.NextInt(Everyday.Length)])))];
        Qualities = AudibleQuality.All.ToDictionary(quality => quality, _ => Enumerable.Range(0, trackCount).Select(_ => 200 + 50 * _rng.Normal()).ToArray());
        Seed = seed;
    }

    public ulong Seed { get; }

    public int[] Clusters { get; set; }

    public string[] Genres { get; }

    public string[] Artists { get; }

    public string?[] Texts { get; }

    public Dictionary<AudibleQuality, double[]> Qualities { get; set; }

    public static AudibleQuality Quality(string name) => AudibleQuality.All.Single(quality => quality.Name == name);

    /// <summary>Whether a statement says something rather than naming an example or a number of tracks.</summary>
    public static bool IsClaim(ClusterStatement statement) => statement.IsTold && statement.Kind is StatementKind.Audio or StatementKind.Label or StatementKind.Word && statement.IsTold;

    public IReadOnlyList<ClusterExplanation> Explain() => new ClusterExplainer(new ExplanationInputs
    {
        Tracks = [.. Clusters.Select((_, i) => Track(i))],
        Clusters = Clusters,
        NearestFirst = Enumerable.Range(0, Clusters.Length).Where(row => Clusters[row] >= 0).GroupBy(row => Clusters[row])
            .ToDictionary(group => group.Key, group => (IReadOnlyList<int>)[.. group]),
        Confidences = [.. Clusters.Select(cluster => cluster < 0 ? 0 : 0.6)],
        LeastConfidence = 0.1,
        Qualities = Qualities,
        Lyrics = [.. Texts.Select((text, i) => text is null ? null : new TrackLyrics($"{i:x32}", TrackLyrics.FromSidecar, "", text))],
        LabelNames = ["genre"],
        Seed = Seed,
    }).Run(TestContext.Current.CancellationToken);

    private Track Track(int i) => new()
    {
        Id = $"{i:x32}",
        Path = $"{i}.wav",
        Size = 1,
        Modified = default,
        Title = $"Title {i}",
        Labels = new Dictionary<string, string> { ["genre"] = Genres[i], ["artist"] = Artists[i] },
    };
}
