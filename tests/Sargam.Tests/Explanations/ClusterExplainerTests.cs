using Sargam.Explanations;
using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Explanations;

public sealed class ClusterExplainerTests
{
    [Fact]
    public void Random_clusters_are_told_nothing_about_in_95_of_100_collections()
    {
        const int Collections = 100;
        ulong[] told = [.. Enumerable.Range(0, Collections).Select(seed => (ulong)seed)
            .Where(seed => new ExplainedCollection(seed, 90, 2 + (int)(seed % 5)).Explain().Any(cluster => cluster.Statements.Any(ExplainedCollection.IsClaim)))];
        Assert.True(told.Length <= Collections / 20, $"something was told of the collections {string.Join(", ", told)}");
    }

    [Fact]
    public void Planted_differences_are_told_in_the_cluster_they_are_in_and_nowhere_else()
    {
        var collection = new ExplainedCollection(3, 120, 4);
        Plant(collection, 2);
        IReadOnlyList<ClusterExplanation> explanations = collection.Explain();
        ClusterStatement brightness = Assert.Single(explanations[2].Told(StatementKind.Audio));
        Assert.Equal(("brightness", "higher"), (brightness.Name, brightness.Direction));
        Assert.InRange(brightness.Lower95!.Value, 0.4, brightness.Effect!.Value);
        Assert.StartsWith("Brighter than elsewhere: ", brightness.Sentence, StringComparison.Ordinal);
        ClusterStatement genre = Assert.Single(explanations[2].Told(StatementKind.Label));
        Assert.Equal(("genre", "polka"), (genre.Name, genre.Item));
        Assert.Equal(1, genre.Here);
        ClusterStatement word = Assert.Single(explanations[2].Told(StatementKind.Word));
        Assert.Equal(("en", "accordion"), (word.Name, word.Item));
        Assert.Equal($"Cluster 2 ({explanations[2].TrackCount} tracks): brighter; all polka (genre, {100.0 * explanations[2].TrackCount / 120:0} % of the collection); English words: accordion.", explanations[2].Summary);
        Assert.DoesNotContain(explanations.Where(explanation => explanation.Cluster != 2).SelectMany(explanation => explanation.Statements), ExplainedCollection.IsClaim);
    }

    [Fact]
    public void A_language_that_only_one_cluster_sings_in_is_not_a_distinctive_word()
    {
        var collection = new ExplainedCollection(4, 120, 3);
        for (int i = 0; i < collection.Texts.Length; i++)
        {
            if (collection.Clusters[i] == 1) collection.Texts[i] = $"Die Nacht ist still und ich bin nicht allein mit dir und der Mond geht auf über dem Haus am See {i}";
        }

        Assert.DoesNotContain(collection.Explain().SelectMany(cluster => cluster.Statements), statement => statement.Kind == StatementKind.Word && statement.IsTold);
    }

    [Fact]
    public void A_text_that_many_tracks_have_counts_once()
    {
        var collection = new ExplainedCollection(5, 120, 3);
        for (int i = 0; i < collection.Texts.Length; i++)
        {
            if (collection.Clusters[i] == 0) collection.Texts[i] = "the accordion and the river, you never dance with me when the night is over";
        }

        Assert.DoesNotContain(collection.Explain().SelectMany(cluster => cluster.Statements), statement => statement.Item == "accordion");
    }

    [Fact]
    public void What_follows_artists_only_is_not_told_as_if_their_tracks_were_independent()
    {
        int told = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            var collection = new ExplainedCollection(seed, 60, 2);
            for (int i = 0; i < 60; i++)
            {
                int artist = i / 12;
                collection.Artists[i] = $"artist {artist}";
                collection.Clusters[i] = (int)((seed + (ulong)artist) % 2);
                collection.Qualities[ExplainedCollection.Quality("loudness")][i] = 100 * artist + i % 12;
            }

            if (collection.Explain().Any(cluster => cluster.Told(StatementKind.Audio).Any())) told++;
        }

        Assert.Equal(0, told);
    }

    [Fact]
    public void A_difference_that_nobody_hears_is_not_told()
    {
        var collection = new ExplainedCollection(6, 120, 2);
        double[] loudness = collection.Qualities[ExplainedCollection.Quality("loudness")];
        for (int i = 0; i < loudness.Length; i++) loudness[i] = -20 + (collection.Clusters[i] == 0 ? 0.5 : 0) + 1e-4 * i;
        ClusterStatement statement = collection.Explain()[0].Statements.Single(statement => statement.Name == "loudness");
        Assert.Equal(1, statement.Effect);
        Assert.True(statement.P < 0.05);
        Assert.False(statement.IsTold);
    }

    [Fact]
    public void Noise_is_no_cluster_but_counts_as_elsewhere()
    {
        var collection = new ExplainedCollection(7, 90, 2);
        for (int i = 0; i < 90; i++) (collection.Clusters[i], collection.Artists[i]) = (i % 3 - 1, $"artist {i}");
        double[] tempo = collection.Qualities[ExplainedCollection.Quality("tempo")];
        for (int i = 0; i < 90; i++) tempo[i] = (collection.Clusters[i] < 0 ? 60 : 120) + 0.01 * i;
        IReadOnlyList<ClusterExplanation> explanations = collection.Explain();
        Assert.Equal([0, 1], explanations.Select(explanation => explanation.Cluster));
        Assert.Contains(explanations[0].Told(StatementKind.Audio), statement => statement is { Name: "tempo", Direction: "higher" });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tiny_collections_and_clusters_of_one_are_explained_by_their_examples_only(int count)
    {
        var collection = new ExplainedCollection(8, count, 1) { Clusters = [.. Enumerable.Range(0, count)] };
        IReadOnlyList<ClusterExplanation> explanations = collection.Explain();
        Assert.Equal(count, explanations.Count);
        Assert.DoesNotContain(explanations.SelectMany(explanation => explanation.Statements), ExplainedCollection.IsClaim);
        Assert.All(explanations, explanation => Assert.Equal($"Cluster {explanation.Cluster} (1 track): too few tracks to say what sets it apart.", explanation.Summary));
        Assert.All(explanations, explanation => Assert.Single(explanation.Told(StatementKind.Typical)));
        Assert.All(explanations, explanation => Assert.Empty(explanation.Told(StatementKind.Atypical)));
    }

    [Fact]
    public void Missing_values_are_left_out_and_missing_audio_leaves_labels()
    {
        var collection = new ExplainedCollection(9, 120, 3);
        Plant(collection, 1);
        double[] brightness = collection.Qualities[ExplainedCollection.Quality("brightness")];
        for (int i = 0; i < 120; i += 4) brightness[i] = double.NaN;
        Assert.Contains(collection.Explain()[1].Told(StatementKind.Audio), statement => statement.Name == "brightness");
        collection.Qualities = [];
        IReadOnlyList<ClusterExplanation> withoutAudio = collection.Explain();
        Assert.DoesNotContain(withoutAudio.SelectMany(explanation => explanation.Statements), statement => statement.Kind == StatementKind.Audio);
        Assert.Contains(withoutAudio[1].Told(StatementKind.Label), statement => statement.Item == "polka");
    }

    [Fact]
    public void Equal_inputs_give_equal_statements_at_any_number_of_threads()
    {
        ClusterStatement[] Statements() => [.. new ExplainedCollection(10, 60, 3).Explain().SelectMany(explanation => explanation.Statements)];
        ClusterStatement[] expected = Statements();
        using IDisposable limit = WorkerPool.Limit(1);
        Assert.Equal(expected, Statements());
    }

    private static void Plant(ExplainedCollection collection, int cluster)
    {
        double[] brightness = collection.Qualities[ExplainedCollection.Quality("brightness")];
        for (int i = 0; i < collection.Clusters.Length; i++)
        {
            collection.Artists[i] = $"artist {i}";
            if (collection.Clusters[i] != cluster) continue;
            brightness[i] += 90;
            collection.Genres[i] = "polka";
            collection.Texts[i] += " accordion";
        }
    }
}
