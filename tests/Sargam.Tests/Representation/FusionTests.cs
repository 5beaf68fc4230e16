using Sargam.Features.Lyrics;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Representation;

public sealed class FusionTests : IDisposable
{
    private const int TrackCount = 48;
    private static readonly Recipe Small = new() { Represent = new RepresentRecipe { Epochs = 4, Hidden = [6], Latent = 3 }, Lyrics = new LyricsRecipe { Hidden = [5] } };
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("experts", "vae vae-audio vae-text pca raw")]
    [InlineData("branches", "vae vae-audio vae-text pca raw")]
    [InlineData("early", "vae vae-audio vae-text pca raw")]
    [InlineData("late", "vae vae-audio vae-text pca raw")]
    [InlineData("none", "vae pca raw")]
    public void Every_fusion_gives_both_modalities_alone_beside_itself(string fusion, string expected)
    {
        var representer = new Representer(Small, TrackLayout.Plain(1).With(fusion, null, null));

        LatentSpace[] spaces = [.. representer.Fitters.SelectMany(method => Fit(representer, method, Views(seed: 1, hasWords: fusion != "none")).Spaces)];

        Assert.Equal(expected, string.Join(' ', spaces.Select(space => space.Method).Order().Select(method => method.ToName())));
        Assert.All(spaces, space => Assert.Equal(TrackCount, space.Values.RowCount));
        Assert.All(spaces.Where(space => space.Method != RepresentationMethod.VaeText), space => Assert.Null(space.Present));
    }

    [Fact]
    public void With_experts_a_track_without_words_is_heard_and_what_stands_in_for_its_words_is_not()
    {
        var representer = new Representer(Small, TrackLayout.Plain(1).With("experts", null, null));
        TrackViews views = Views(seed: 2);
        Matrix other = views.Words!.Values.View.ToMatrix();
        for (int row = 0; row < TrackCount; row++)
        {
            if (!views.Words.Present[row]) other.Row(row).Fill(7);
        }

        Matrix zeros = Fit(representer, RepresentationMethod.Vae, views).Space.Values;
        Matrix sevens = Fit(representer, RepresentationMethod.Vae, new TrackViews(views.Features, views.Words with { Values = other })).Space.Values;

        Assert.Equal(zeros.Values, sevens.Values);
    }

    [Fact]
    public void Words_alone_say_nothing_about_tracks_without_and_no_cluster_holds_them()
    {
        var representer = new Representer(Small, TrackLayout.Plain(1).With("experts", null, null));
        TrackViews views = Views(seed: 3);

        LatentSpace space = Fit(representer, RepresentationMethod.VaeText, views).Space;
        int[] labels = new Sargam.Clustering.ClusterFinder(new ClusterRecipe { Clusters = 3 }, Sargam.Clustering.ClustererKind.KMeans).Find(space, 1, TestContext.Current.CancellationToken).Labels;

        Assert.Equal(views.Words!.Present, space.Present);
        for (int row = 0; row < TrackCount; row++) Assert.Equal(views.Words.Present[row], labels[row] >= 0);
    }

    [Theory]
    [InlineData(RepresentationMethod.Vae)]
    [InlineData(RepresentationMethod.Pca)]
    [InlineData(RepresentationMethod.Raw)]
    public void Languages_that_are_to_stay_apart_do(RepresentationMethod method)
    {
        int[] languages = [.. Enumerable.Range(0, TrackCount).Select(i => i % 3 == 0 ? 1 : 0)];
        Recipe recipe = Small with { Lyrics = Small.Lyrics with { Language = "separate" } };
        var representer = new Representer(recipe, TrackLayout.Plain(1).With("none", new TrackClasses("language", ["bn", "en"], languages), null));

        Matrix values = Fit(representer, method, Views(seed: 4, hasWords: false)).Space.Values;
        int[] labels = new Sargam.Clustering.ClusterFinder(new ClusterRecipe { Clusters = 4 }, Sargam.Clustering.ClustererKind.KMeans).Find(values, 1, TestContext.Current.CancellationToken).Labels;

        Assert.Equal(1, VMeasure.Score(languages, labels).Homogeneity, 6);
    }

    [Fact]
    public void Structure_free_views_keep_what_words_say_of_the_sound_and_who_has_none()
    {
        TrackViews views = Views(seed: 5, trackCount: 4000);
        TrackViews drawn = new StructureFreeViews(views, FeatureScaling.ZScore, 1, TestContext.Current.CancellationToken).Draw(new Rng(1));

        Assert.Equal(views.Words!.Present, drawn.Words!.Present);
        Assert.Equal(Covariance(views), Covariance(drawn), 1);
        Assert.True(Math.Abs(Covariance(views)) > 0.5);
        for (int row = 0; row < 4000; row++) Assert.Equal(!views.Words.Present[row], drawn.Words.Values.Row(row).IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void Spaces_and_words_come_back_from_their_files()
    {
        RunFolder run = RunFolder.Create(new Workspace(_folder.File("ws")), new Recipe());
        string[] ids = [.. Enumerable.Range(0, TrackCount).Select(i => $"{i:x32}")];
        TrackViews views = Views(seed: 6);
        LatentSpace space = Fit(new Representer(Small, TrackLayout.Plain(1).With("experts", null, null)), RepresentationMethod.VaeText, views).Space;

        views.Words!.Write(run, ids);
        LatentSpaceFile.Write(run, ids, [space]);

        LyricsVectors words = LyricsVectors.Read(run, ids)!;
        Assert.Equal(views.Words.Values.Values, words.Values.Values);
        Assert.Equal(views.Words.Present, words.Present);
        LatentSpace back = Assert.Single(LatentSpaceFile.Read(run).Spaces);
        Assert.Equal(space.Present, back.Present);
        Assert.Throws<StoreException>(() => LyricsVectors.Read(run, [.. ids.Reverse()]));
        File.WriteAllBytes(run.File(LyricsVectors.FileName), File.ReadAllBytes(run.File(LyricsVectors.FileName))[..^9]);
        Assert.Throws<StoreException>(() => LyricsVectors.Read(run, ids));
    }

    private static Representer.Fitted Fit(Representer representer, RepresentationMethod method, TrackViews views) =>
        representer.Fit(method, views, seed: 1, cancellationToken: TestContext.Current.CancellationToken);

    private static double Covariance(TrackViews views)
    {
        int[] rows = [.. Enumerable.Range(0, views.Features.RowCount).Where(row => views.Words!.Present[row])];
        return rows.Average(row => (double)views.Features[row, 0] * views.Words!.Values[row, 0]);
    }

    /// <summary>Features of which the first goes with the first number of the words; every fourth track has no words.</summary>
    private static TrackViews Views(ulong seed, bool hasWords = true, int trackCount = TrackCount)
    {
        var rng = new Rng(seed);
        var features = new Matrix(trackCount, 5);
        foreach (ref float value in features.Values) value = (float)rng.Normal();
        if (!hasWords) return new TrackViews(FeatureScaling.Apply(FeatureScaling.ZScore, features, 1));
        bool[] present = [.. Enumerable.Range(0, trackCount).Select(i => i % 4 != 0)];
        var words = new Matrix(trackCount, 4);
        for (int row = 0; row < trackCount; row++)
        {
            if (!present[row]) continue;
            for (int j = 0; j < 4; j++) words[row, j] = 0.4f * (float)rng.Normal();
            words[row, 0] = 0.8f * features[row, 0];
        }

        return new TrackViews(FeatureScaling.Apply(FeatureScaling.ZScore, features, 1), new LyricsVectors(words, present));
    }
}
