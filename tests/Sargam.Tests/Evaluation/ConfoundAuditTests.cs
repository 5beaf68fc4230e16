using Sargam.Evaluation;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Tests.Evaluation;

public sealed class ConfoundAuditTests
{
    private const int Count = 240;

    [Fact]
    public void Clusters_of_artists_in_listing_order_are_seen_even_among_tracks_of_equal_genre()
    {
        Confound order = Audit(i => i / 20 % 4).Single(confound => confound.Factor == "file_order");

        Assert.Equal("genre", order.Given);
        Assert.True(order.IsFollowed(1) && order.IsFollowedWithin(1), $"{order}");
    }

    [Fact]
    public void Clusters_that_are_the_genre_leave_nothing_to_the_order_of_files_sorted_by_genre()
    {
        // Noise keeps clusters and genres from being the same, where nothing would be left to ask.
        var rng = new Rng(3);
        int[] noise = [.. Enumerable.Range(0, Count).Select(_ => rng.NextInt(10) == 0 ? rng.NextInt(3) : -1)];
        Confound order = Audit(i => noise[i] >= 0 ? noise[i] : i / 80).Single(confound => confound.Factor == "file_order");

        Assert.True(order.IsFollowed(1), "files are sorted by genre");
        Assert.False(order.IsFollowedWithin(1), "and nothing else is in the clusters");
    }

    [Fact]
    public void Random_clusters_follow_nothing()
    {
        var rng = new Rng(8);
        IReadOnlyList<Confound> confounds = Audit(_ => rng.NextInt(5));

        Assert.Contains("sample_rate", confounds.Select(confound => confound.Factor));
        Assert.All(confounds, confound => Assert.False(confound.IsFollowed(confounds.Count), $"{confound}"));
    }

    [Fact]
    public void Clusters_of_encodings_are_weak_evidence_however_good_the_scores()
    {
        IReadOnlyList<Confound> confounds = Audit(i => i % 2);
        var beats = new NullComparison("m", 0.5, 0.2, 0.3, 0.01, 99);
        var evidence = new VerdictEvidence { NonEmptyClusterCount = 2, LargestShare = 0.5, Silhouette = beats, Stability = beats, Labels = [], Confounds = confounds };

        Scorecard card = VerdictRules.Explain(evidence);

        Assert.Equal(Verdict.Weak, card.Verdict);
        Assert.Contains("sample rates", card.Sentence, StringComparison.Ordinal);
        Assert.Equal(Verdict.Structure, VerdictRules.Decide(evidence with { Confounds = [] }));
    }

    [Fact]
    public void Mostly_noise_and_a_near_miss_are_said()
    {
        var beats = new NullComparison("m", 0.5, 0.2, 0.3, 0.01, 99) { NullDeviation = 0.05 };
        var near = new NullComparison("m", 0.305, 0.2, 0.3, 0.04, 24) { NullDeviation = 0.05 };
        var evidence = new VerdictEvidence { NonEmptyClusterCount = 4, LargestShare = 0.2, Coverage = 0.4, Silhouette = beats, Stability = beats, Labels = [] };

        Assert.Equal(Verdict.Weak, VerdictRules.Decide(evidence));
        Assert.Contains("most tracks are in none", VerdictRules.Explain(evidence).Sentence, StringComparison.Ordinal);
        Assert.False(beats.IsBorderline);
        Assert.Contains(VerdictRules.Explain(evidence with { Coverage = 1, Stability = near }).Reasons, reason => reason.StartsWith("Borderline", StringComparison.Ordinal));
    }

    /// <summary>240 files in the order of three genres, 12 artists of 20 files in a row, sample rates that alternate.</summary>
    private static IReadOnlyList<Confound> Audit(Func<int, int> cluster)
    {
        Track[] tracks = [.. Enumerable.Range(0, Count).Select(i => new Track
        {
            Id = $"{i:x32}",
            Path = $"{i:000}.mp3",
            Size = 1,
            Modified = DateTime.UnixEpoch,
            Title = $"{i}",
            Labels = new Dictionary<string, string> { ["genre"] = $"genre {i / 80}" },
        })];
        StoredTrack[] stored = [.. tracks.Select((track, i) => new StoredTrack(track.Id, "d", 30) { SampleRate = i % 2 == 0 ? 44_100 : 22_050 })];
        var factors = ConfoundFactors.Of(tracks, stored, hasWords: null, [LabelSet.Of("genre", tracks)]);
        int[] clusters = [.. Enumerable.Range(0, Count).Select(cluster)];
        return new ConfoundAudit(new Recipe(), factors).Of(clusters, TestContext.Current.CancellationToken);
    }
}
