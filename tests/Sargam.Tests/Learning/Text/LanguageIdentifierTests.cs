using System.Text.Json;
using Sargam.Demo.Words;
using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class LanguageIdentifierTests
{
    private static readonly LanguageIdentifier Identifier = new(new LanguageIdentifierOptions());

    [Fact]
    public void Songs_of_the_corpus_are_recognised_and_so_are_most_single_lines()
    {
        int lineCount = 0;
        int right = 0;
        int wrong = 0;
        foreach (JsonElement song in Golden.CommittedJson("text/corpus.json").EnumerateArray())
        {
            string language = song.GetProperty("lang").GetString()!;
            if (language == "sco") continue; // has no profile
            string text = song.GetProperty("text").GetString()!;
            LanguageIdentification all = Identifier.Identify(text);
            Assert.True(all.Language == language, $"{song.GetProperty("id").GetString()}: {all.Language}");
            Assert.True(all.Confidence > 0.99);
            foreach (string line in text.Split('\n'))
            {
                lineCount++;
                string found = Identifier.Identify(line).Language;
                if (found == language) right++;
                else if (found != LanguageIdentifier.Unknown) wrong++;
            }
        }

        Assert.True(right >= 0.88 * lineCount && wrong <= 0.03 * lineCount, $"{right} right, {wrong} wrong of {lineCount} lines");
    }

    [Fact]
    public void Songs_of_the_demo_are_recognised()
    {
        foreach (Phrasebook book in Phrasebook.All)
        {
            string expected = book.Language switch { "English" => "en", "German" => "de", "Bangla" => "bn", _ => book.Language };
            for (ulong seed = 0; seed < 20; seed++)
            {
                LanguageIdentification found = Identifier.Identify(book.ComposeLyrics(new Rng(seed)));
                Assert.True(found.Language == expected && found.Shares[0].Share > 0.9, $"{book.Language}, seed {seed}: {found.Language}");
            }
        }
    }

    [Theory]
    [InlineData("en", "I walk alone along the river and I think of you tonight")]
    [InlineData("de", "Ich gehe allein am Fluss entlang und denke heute Nacht an dich")]
    [InlineData("fr", "Je marche seul le long de la rivière et je pense à toi cette nuit")]
    [InlineData("es", "Camino solo por la orilla del río y pienso en ti esta noche")]
    [InlineData("it", "Cammino da solo lungo il fiume e penso a te questa notte")]
    [InlineData("pt", "Eu caminho sozinho pela beira do rio e penso em você esta noite")]
    [InlineData("nl", "Ik loop alleen langs de rivier en ik denk vannacht aan jou")]
    [InlineData("pl", "Idę sam wzdłuż rzeki i myślę o tobie tej nocy, jesteś moja")]
    [InlineData("tr", "Nehir boyunca yalnız yürüyorum ve bu gece seni düşünüyorum")]
    [InlineData("ru", "Я иду один вдоль реки и думаю о тебе этой ночью")]
    [InlineData("uk", "Я йду сам уздовж річки і думаю про тебе цієї ночі")]
    [InlineData("ar", "أمشي وحدي على ضفة النهر وأفكر فيك هذه الليلة يا حبيبي")]
    [InlineData("fa", "تنها در کنار رودخانه می‌روم و امشب به تو فکر می‌کنم")]
    [InlineData("ur", "میں دریا کے کنارے اکیلا چلتا ہوں اور آج رات تمہیں یاد کرتا ہوں")]
    [InlineData("hi", "मैं नदी के किनारे अकेला चलता हूँ और आज रात तुम्हें याद करता हूँ")]
    [InlineData("bn", "আমি একা নদীর ধারে হাঁটি আর আজ রাতে তোমার কথা ভাবি")]
    [InlineData("ta", "நான் ஆற்றங்கரையில் தனியாக நடக்கிறேன்")]
    [InlineData("el", "Περπατώ μόνος δίπλα στο ποτάμι")]
    [InlineData("he", "אני הולך לבד לאורך הנהר")]
    [InlineData("th", "ฉันเดินคนเดียวริมแม่น้ำ")]
    [InlineData("ko", "나는 오늘 밤 강가를 혼자 걷는다")]
    [InlineData("ja", "今夜ひとりで川のほとりを歩く")]
    [InlineData("zh", "今夜我独自走在河边想着你")]
    [InlineData("unknown", "xq zzkw vrrt pfgh qjx wkkq zxcv bnmq")]
    [InlineData("unknown", "oh la")]
    [InlineData("unknown", "")]
    [InlineData("unknown", "1234 !?\0 \uD800")]
    public void One_line_is_enough_for_most_languages(string expected, string line)
    {
        LanguageIdentification found = Identifier.Identify(line);
        Assert.True(found.Language == expected, $"{found.Language} with {found.Confidence:f2}");
        Assert.InRange(found.Confidence, 0, 1);
    }

    [Fact]
    public void Shares_of_a_mixed_song_are_judged_by_line()
    {
        LanguageIdentification found = Identifier.Identify(
            "I walk alone along the river and I think of you\nla la la\nআমি একা নদীর ধারে হাঁটি আর তোমার কথা ভাবি\nIch gehe allein am Fluss entlang und denke an dich");
        Assert.Equal("en", found.Language);
        Assert.Equal(WritingSystem.Latin, found.Script);
        Assert.Equal(["bn", "de", "en"], found.Shares.Select(share => share.Language).Order());
        Assert.Equal(1, found.Shares.Sum(share => share.Share), 1e-12);
        Assert.True(found.Shares.All(share => share.Share > 0.15));
    }

    [Fact]
    public void Chinese_lines_of_a_japanese_song_are_japanese()
    {
        LanguageIdentification found = Identifier.Identify("東京夜景\n君のことを忘れない\n永遠");
        Assert.Equal("ja", found.Language);
        Assert.Equal([new LanguageShare("ja", 1)], found.Shares);
    }

    [Fact]
    public void Large_and_hostile_text_is_read_to_the_end()
    {
        string[] hostile =
        [
            new('a', 3_000_000), string.Concat(Enumerable.Repeat("a\n", 1_000_000)), new('\uDC00', 1_000_000), "क" + new string('\u093E', 2_000_000),
            string.Concat(Enumerable.Repeat("<script>alert('я')</script>\0", 50_000)),
        ];
        foreach (string text in hostile)
        {
            LanguageIdentification found = Identifier.Identify(text);
            Assert.True(found.Shares.Sum(share => share.Share) is 0 or (> 1 - 1e-9 and < 1 + 1e-9));
        }
    }

    [Fact]
    public void Bad_options_are_all_named()
    {
        var failure = Assert.Throws<ArgumentException>(() => new LanguageIdentifier(new LanguageIdentifierOptions { MinLetterCount = 0, MinConfidence = 2, MinLikeness = double.NaN }));
        foreach (string option in new[] { "MinLetterCount", "MinConfidence", "MinLikeness" }) Assert.Contains($"{option} must be", failure.Message, StringComparison.Ordinal);
    }
}
