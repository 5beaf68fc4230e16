using System.Globalization;
using Sargam.Features.Lyrics;
using Sargam.Learning.KMeans;
using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Studies;

/// <summary>Sound, words and both through the product's own representations; what the clusters have to do with genre and with language.</summary>
internal static class LyricsStudy
{
    private const int ClusterCount = 6;
    private const int Resamples = 2000;

    private static readonly Recipe Best = RecipeCatalog.Find(RecipeCatalog.Default)[0];

    private sealed record Row(string Name, Recipe Recipe, string Fusion, RepresentationMethod Method = RepresentationMethod.Vae, bool FindsLanguages = false, bool TellsDecoder = false);

    public static void Run(HybridDev data, int seedCount, TextWriter writer)
    {
        Languages(data, seedCount, writer);
        var table = new MarkdownTable(writer, "method", "genre ARI", "NMI", "AMI", "purity", "AMI less sound's, 95 % over artists", "largest", "active", "language NMI", "AMI", "AMI given genre", "homogeneity");
        int[][]? sound = null;
        foreach (Row row in Rows())
        {
            (LatentSpace Space, int[] Labels)[] found = [.. Enumerable.Range(0, seedCount).Select(seed => Cluster(data, row, (ulong)seed))];
            sound ??= [.. found.Select(entry => entry.Labels)];
            Write(table, data, row.Name, found, sound);
        }
    }

    private static IEnumerable<Row> Rows()
    {
        Recipe With(Func<LyricsRecipe, LyricsRecipe> change) => Best with { Lyrics = change(Best.Lyrics) };
        Recipe mix = Best;
        Recipe natural = With(lyrics => lyrics with { Language = "natural" });
        Recipe Units(int units, int latent) => mix with { Represent = mix.Represent with { ActiveUnits = units, Latent = latent } };
        yield return new Row("sound, beta-VAE", mix, "none");
        yield return new Row("sound, 4 of 16 units", Units(4, 16), "none");
        yield return new Row("sound, 6 of 16 units", Units(6, 16), "none");
        yield return new Row("experts, mix, 4 of 16 units", Units(4, 16), "experts");
        yield return new Row("experts, mix, 6 of 16 units", Units(6, 16), "experts");
        yield return new Row("sound, PCA 95 %", mix, "none", RepresentationMethod.Pca);
        yield return new Row("words, mix", mix, "experts", RepresentationMethod.VaeText);
        yield return new Row("words, natural", natural, "experts", RepresentationMethod.VaeText);
        yield return new Row("experts, mix", mix, "experts");
        yield return new Row("experts, mix, languages found without labels", mix, "experts", FindsLanguages: true);
        yield return new Row("experts, mix, beta 16", mix with { Represent = mix.Represent with { Beta = 16 } }, "experts");
        yield return new Row("experts, mix, words 0.5", With(lyrics => lyrics with { Weight = 0.5 }), "experts");
        yield return new Row("experts, mix, words 4", With(lyrics => lyrics with { Weight = 4 }), "experts");
        yield return new Row("experts, mix, 16 numbers, words 1", With(lyrics => lyrics with { Components = 16, Weight = 1 }), "experts");
        yield return new Row("branches, mix", mix, "branches");
        yield return new Row("early, mix", mix, "early");
        yield return new Row("late, mix", mix, "late");
        yield return new Row("PCA 95 % of both, mix", mix, "early", RepresentationMethod.Pca);
        yield return new Row("experts, natural", natural, "experts");
        yield return new Row("experts, natural, decoder told the language", natural, "experts", TellsDecoder: true);
        yield return new Row("early, natural, decoder told the language", natural, "early", TellsDecoder: true);
        yield return new Row("experts, separate", With(lyrics => lyrics with { Language = "separate" }), "experts");
    }

    /// <summary>Languages from the words alone: K-Means with two clusters, and with the number chosen by the silhouette.</summary>
    private static void Languages(HybridDev data, int seedCount, TextWriter writer)
    {
        var table = new MarkdownTable(writer, "language from", "ARI, k = 2", "NMI", "k by silhouette", "ARI");
        foreach ((string name, SparseMatrix terms) in new[] { ("words, SVD-64", data.Words), ("characters, SVD-64", data.Characters) })
        {
            Matrix vectors = new LyricsVectorizer(new LyricsRecipe()).Condense(terms, null, CancellationToken.None).Values;
            int[][] pairs = [.. Enumerable.Range(0, seedCount).Select(seed => KMeansOf(vectors, 2, (ulong)seed))];
            ClusterCountSelection[] chosen = [.. Enumerable.Range(0, seedCount).Select(seed => ClusterCountSelection.Choose(
                vectors, new ClusterCountOptions { Maximum = 8, Seed = (ulong)seed }, count => new ClusterCountCandidate(KMeansOf(vectors, count, (ulong)seed))))];
            int[] languages = Numbers(data.Languages);
            table.Row(
                name, Spread(pairs.Select(labels => AdjustedRand.Score(languages, labels))), Spread(pairs.Select(labels => MutualInformation.Normalized(languages, labels))),
                MarkdownTable.Spread(chosen.Select(selection => (double)selection.ClusterCount!), "0"), Spread(chosen.Select(selection => AdjustedRand.Score(languages, selection.Labels!))));
        }

        writer.WriteLine();
    }

    private static (LatentSpace Space, int[] Labels) Cluster(HybridDev data, Row row, ulong seed)
    {
        LyricsRecipe lyrics = row.Recipe.Lyrics;
        string[]? languages = lyrics.Language != "mix" ? null : row.FindsLanguages ? Found(data, seed) : [.. data.Languages];
        LyricsVectors? words = row.Fusion == "none" ? null
            : new LyricsVectors(new LyricsVectorizer(lyrics).Condense(data.Characters, languages, CancellationToken.None).Values, [.. data.Languages.Select(_ => true)]);
        var classes = new TrackClasses("language", ["de", "en"], Numbers(data.Languages));
        TrackLayout layout = TrackLayout.Plain(1).With(row.Fusion, lyrics.Language == "separate" ? classes : null, row.TellsDecoder ? classes : null);
        Recipe recipe = row.Recipe with { Seed = seed, Represent = row.Recipe.Represent with { Condition = row.TellsDecoder ? "language" : "none", ConditionOn = row.TellsDecoder ? "decoder" : "both" } };
        LatentSpace space = new Representer(recipe, layout).Fit(row.Method, new TrackViews(FeatureScaling.Apply(FeatureScaling.ZScore, data.RawStatistics, 1), words), seed).Space;
        return (space, KMeansOf(space.Values, ClusterCount, seed));
    }

    private static string[] Found(HybridDev data, ulong seed)
    {
        Matrix vectors = new LyricsVectorizer(new LyricsRecipe()).Condense(data.Characters, null, CancellationToken.None).Values;
        return [.. KMeansOf(vectors, 2, seed).Select(label => $"group-{label}")];
    }

    private static void Write(MarkdownTable table, HybridDev data, string name, (LatentSpace Space, int[] Labels)[] found, int[][] sound)
    {
        int[] genres = [.. data.Genres.Classes];
        int[] languages = Numbers(data.Languages);
        string Of(Func<int[], double> score) => Spread(found.Select(entry => score(entry.Labels)));
        ScoreInterval[] differences = ReferenceEquals(found[0].Labels, sound[0]) ? [] : [.. found.Select((entry, seed) => BlockBootstrap.Run(
            genres, [entry.Labels, sound[seed]], MutualInformation.Adjusted, (ulong)seed, Resamples, data.Artists).Difference(0, 1)!)];
        string difference = differences.Length == 0 ? "" : $"{Text(differences.Average(entry => entry.Observed))} [{Text(differences.Average(entry => entry.Lower95))}, {Text(differences.Average(entry => entry.Upper95))}]";
        table.Row(
            name, Of(labels => AdjustedRand.Score(genres, labels)), Of(labels => MutualInformation.Normalized(genres, labels)), Of(labels => MutualInformation.Adjusted(genres, labels)),
            Of(labels => Purity.Score(genres, labels)), difference, Of(labels => labels.CountBy(label => label).Max(entry => entry.Value) / (double)labels.Length),
            found[0].Space.ActiveUnits is null ? "" : MarkdownTable.Spread(found.Select(entry => (double)entry.Space.ActiveUnits!), "0.#"),
            Of(labels => MutualInformation.Normalized(languages, labels)), Of(labels => MutualInformation.Adjusted(languages, labels)),
            Of(labels => ConditionalAgreement.Test(languages, labels, genres, 0, 99)?.Observed ?? double.NaN), Of(labels => VMeasure.Score(languages, labels).Homogeneity));
    }

    private static int[] KMeansOf(Matrix values, int count, ulong seed) =>
        [.. new KMeans(new KMeansOptions { ClusterCount = count, Seed = seed }).Fit(values).Labels];

    private static int[] Numbers(IReadOnlyList<string> names) => [.. names.Select(name => name == "de" ? 0 : 1)];

    /// <summary>Mean and standard deviation over the seeds.</summary>
    private static string Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        double deviation = Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / all.Length);
        return $"{Text(mean)} ± {Text(deviation)}";
    }

    private static string Text(double value) => value.ToString(".000;-.000", CultureInfo.InvariantCulture);
}
