using System.Text.Json;
using Sargam.Features.Lyrics;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Tests.Features.Lyrics;

public sealed class LyricsVectorizerTests
{
    private static readonly string[] English = ["night", "river", "love", "stone", "window", "summer", "road", "fire"];
    private static readonly string[] Bangla = ["রাত", "নদী", "প্রেম", "পাথর", "জানালা", "গ্রীষ্ম", "পথ", "আগুন"];

    public static TheoryData<string, string, string> Settings => new()
    {
        { "characters", "svd", "whole" }, { "words", "svd", "whole" }, { "words", "pca", "columns" }, { "words", "none", "columns" }, { "characters", "svd", "columns" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Variances_add_up_to_one_and_a_saved_model_gives_the_same_numbers(string terms, string reduction, string scale)
    {
        (string[] texts, string[] languages) = Texts(seed: 3);
        var recipe = new LyricsRecipe { Terms = terms, Reduction = reduction, Scale = scale, Components = 6, MaxTerms = 400 };

        LyricsVectorizer.Fitted fitted = new LyricsVectorizer(recipe).Fit(texts, languages, TestContext.Current.CancellationToken);

        double total = fitted.Values.Values.ToArray().Sum(value => (double)value * value) / texts.Length;
        Assert.Equal(1, total, 4);
        var tensors = new Dictionary<string, Tensor>();
        var metadata = new Dictionary<string, string>();
        fitted.Model.AddTo(tensors, metadata);
        using var stream = new MemoryStream();
        new Safetensors(tensors, metadata).Write(stream);
        stream.Position = 0;
        Matrix again = LyricsModel.ReadFrom(Safetensors.Read(stream))!.Transform(texts, languages, TestContext.Current.CancellationToken);
        for (int i = 0; i < again.Values.Length; i++) Assert.InRange(again.Values[i] - fitted.Values.Values[i], -1e-4f, 1e-4f);
    }

    [Fact]
    public void Mixing_takes_the_mean_of_each_language_out_and_without_languages_it_stays()
    {
        (string[] texts, string[] languages) = Texts(seed: 4);
        var vectorizer = new LyricsVectorizer(new LyricsRecipe { Components = 8 });

        Matrix mixed = vectorizer.Fit(texts, languages, TestContext.Current.CancellationToken).Values;
        Matrix natural = vectorizer.Fit(texts, null, TestContext.Current.CancellationToken).Values;

        Assert.True(DistanceOfMeans(mixed, languages) < 0.02, $"{DistanceOfMeans(mixed, languages)}");
        Assert.True(DistanceOfMeans(natural, languages) > 1, $"{DistanceOfMeans(natural, languages)}");
    }

    [Fact]
    public void One_language_or_none_known_is_centred_as_a_whole()
    {
        (string[] texts, _) = Texts(seed: 5);

        LyricsModel one = new LyricsVectorizer(new LyricsRecipe()).Fit(texts, [.. texts.Select((_, i) => i % 2 == 0 ? "en" : "")], TestContext.Current.CancellationToken).Model;

        Assert.Empty(one.Languages);
    }

    [Fact]
    public void A_language_that_the_model_has_not_seen_has_the_mean_of_all_taken_out()
    {
        (string[] texts, string[] languages) = Texts(seed: 6);
        LyricsModel model = new LyricsVectorizer(new LyricsRecipe { Components = 4 }).Fit(texts, languages, TestContext.Current.CancellationToken).Model;

        Matrix unknown = model.Transform(["night river", "night river"], ["", "xx"], TestContext.Current.CancellationToken);

        Assert.Equal(unknown.Row(0), unknown.Row(1));
        float[] english = model.Transform(["night river"], ["en"], TestContext.Current.CancellationToken).Values.ToArray();
        Assert.NotEqual(unknown.Row(0).ToArray(), english);
    }

    [Fact]
    public void Texts_without_any_shared_term_are_a_clear_error()
    {
        string[] texts = [.. Enumerable.Range(0, 30).Select(i => $"q{i}z")];

        string message = Assert.Throws<ArgumentException>(() => new LyricsVectorizer(new LyricsRecipe { Terms = "words" }).Fit(texts, null, TestContext.Current.CancellationToken)).Message;

        Assert.Contains("no terms left", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_is_an_error_and_none_is_none()
    {
        (string[] texts, _) = Texts(seed: 7);
        var tensors = new Dictionary<string, Tensor>();
        var metadata = new Dictionary<string, string>();
        Assert.Null(LyricsModel.ReadFrom(new Safetensors(tensors, metadata)));
        new LyricsVectorizer(new LyricsRecipe()).Fit(texts, null, TestContext.Current.CancellationToken).Model.AddTo(tensors, metadata);

        foreach (string name in tensors.Keys)
        {
            var rest = tensors.Where(entry => entry.Key != name).ToDictionary();
            if (name != "lyrics.components") Assert.Throws<InvalidDataException>(() => LyricsModel.ReadFrom(new Safetensors(rest, metadata)));
            else Assert.Throws<ArgumentException>(() => LyricsModel.ReadFrom(new Safetensors(rest, metadata)));
        }

        foreach (string json in new[] { "", "{", "null", "{}", "{\"Languages\":[\"en\"],\"Options\":{}}" })
        {
            var broken = new Dictionary<string, string>(metadata) { ["lyrics"] = json };
            Exception error = Assert.ThrowsAny<Exception>(() => LyricsModel.ReadFrom(new Safetensors(tensors, broken)));
            Assert.True(error is InvalidDataException or ArgumentException, $"{json}: {error}");
        }

        metadata["lyrics.vocabulary"] = "one\ntwo";
        Assert.Throws<ArgumentException>(() => LyricsModel.ReadFrom(new Safetensors(tensors, metadata)));
        Assert.NotNull(JsonSerializer.Serialize(metadata));
    }

    internal static (string[] Texts, string[] Languages) Texts(ulong seed, int count = 40)
    {
        var rng = new Rng(seed);
        string Text(string[] words) => string.Join(' ', Enumerable.Range(0, 12).Select(_ => words[(int)rng.Uniform(0, words.Length)]));
        return ([.. Enumerable.Range(0, count).Select(i => Text(i % 2 == 0 ? English : Bangla))], [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? "en" : "bn")]);
    }

    /// <summary>Squared distance between the means of the two languages.</summary>
    private static double DistanceOfMeans(Matrix values, string[] languages)
    {
        double[] Mean(string language)
        {
            int[] rows = [.. Enumerable.Range(0, values.RowCount).Where(row => languages[row] == language)];
            return [.. Enumerable.Range(0, values.ColumnCount).Select(column => rows.Average(row => (double)values[row, column]))];
        }

        return Mean("en").Zip(Mean("bn"), (a, b) => (a - b) * (a - b)).Sum();
    }
}
