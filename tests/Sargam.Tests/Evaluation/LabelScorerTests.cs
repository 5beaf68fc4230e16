using Sargam.Evaluation;
using Sargam.Learning.Metrics;
using Sargam.Pipeline;
using Sargam.Scanning;

namespace Sargam.Tests.Evaluation;

public sealed class LabelScorerTests
{
    private static readonly string[] Genres = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? "rock" : "pop")];

    [Fact]
    public void Noise_counts_as_wrong_in_purity_and_accuracy_and_as_one_cluster_elsewhere()
    {
        int[] clusters = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? -1 : i < 20 ? 0 : 1)];

        LabelAgreement agreement = Assert.Single(Score(clusters));

        Assert.Equal(0.75, agreement.Purity, 12);
        Assert.Equal(0.75, agreement.Accuracy, 12);
        int[] classes = [.. Genres.Select(genre => genre == "rock" ? 0 : 1)];
        Assert.Equal(MutualInformation.Adjusted(classes, clusters), agreement.Ami, 12);
    }

    [Fact]
    public void Nothing_but_noise_is_never_right()
    {
        LabelAgreement agreement = Assert.Single(Score(new int[40].Select(_ => -1).ToArray()));

        Assert.Equal((0, 0, 0), (agreement.Purity, agreement.Accuracy, agreement.Ami));
    }

    [Fact]
    public void Whole_artists_are_permuted_where_they_are_known()
    {
        // Every artist has one genre and one cluster: by tracks that is certain, by artists chance does it often.
        Track[] tracks = [.. Genres.Select((genre, i) => Track(i, genre, $"artist {i / 10}"))];
        int[] clusters = [.. Enumerable.Range(0, 40).Select(i => i / 20)];
        LabelSet[] sets = [LabelSet.Of("genre", tracks)];

        double byArtist = Assert.Single(new LabelScorer(new Recipe(), sets, TrackBlocks.Of(tracks, ["genre"])).Score(clusters, TestContext.Current.CancellationToken)).P;

        Assert.Contains("cannot be told from 4 artists", Reason(tracks, clusters), StringComparison.Ordinal);
        Assert.True(byArtist > 0.05, $"p = {byArtist}");
        Assert.True(Assert.Single(Score(clusters)).P < 0.01);
    }

    [Fact]
    public void Blocks_are_artists_else_albums_else_many_folders()
    {
        Track[] folders = [.. Enumerable.Range(0, 60).Select(i => Track(i, "x", "") with { Path = $"{i / 2:00}/{i}.mp3" })];

        Assert.Equal("artists", TrackBlocks.Of([Track(0, "x", "a"), Track(1, "x", "a"), Track(2, "x", "b")], []).Name);
        Assert.Equal("albums", TrackBlocks.Of([WithAlbum(0, "a"), WithAlbum(1, "a"), WithAlbum(2, "b")], []).Name);
        Assert.Equal("folders", TrackBlocks.Of(folders, []).Name);
        Assert.Equal("tracks", TrackBlocks.Of(folders, ["folder"]).Name);
        Assert.Equal("tracks", TrackBlocks.Of(folders[..20], []).Name);
        Assert.Equal("tracks", TrackBlocks.Of([Track(0, "x", "a"), Track(1, "x", "a")], []).Name);
    }

    private static string Reason(Track[] tracks, int[] clusters)
    {
        IReadOnlyList<LabelAgreement> labels = new LabelScorer(new Recipe(), [LabelSet.Of("genre", tracks)], TrackBlocks.Of(tracks, ["genre"])).Score(clusters, TestContext.Current.CancellationToken);
        return string.Join('\n', VerdictRules.Explain(new VerdictEvidence { NonEmptyClusterCount = 2, LargestShare = 0.5, Labels = labels }).Reasons);
    }

    private static Track WithAlbum(int i, string album) => Track(i, "x", "") with { Labels = new Dictionary<string, string> { ["album"] = album } };

    private static IReadOnlyList<LabelAgreement> Score(int[] clusters)
    {
        Track[] tracks = [.. Genres.Select((genre, i) => Track(i, genre, ""))];
        return new LabelScorer(new Recipe(), [LabelSet.Of("genre", tracks)], TrackBlocks.Of(tracks, ["genre"])).Score(clusters, TestContext.Current.CancellationToken);
    }

    private static Track Track(int i, string genre, string artist) => new()
    {
        Id = $"{i:x32}",
        Path = $"{i}.mp3",
        Size = 1,
        Modified = DateTime.UnixEpoch,
        Title = $"{i}",
        Labels = new Dictionary<string, string> { ["genre"] = genre, ["artist"] = artist },
    };
}
