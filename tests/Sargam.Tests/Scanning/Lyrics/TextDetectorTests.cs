using System.Text;
using Sargam.Numerics;
using Sargam.Scanning.Lyrics;

namespace Sargam.Tests.Scanning.Lyrics;

public sealed class TextDetectorTests
{
    private const string Bangla = "আমার সোনার বাংলা\nআমি তোমায় ভালোবাসি\n";
    private const string German = "Über den Wolken\nmuß die Freiheit wohl grenzenlos sein\n";
    private const string Japanese = "日本語の歌詞です\nテストの歌詞\n桜の花が咲いている\n";
    private const string Emoji = "love 💙 and light 💛\nall night\n";

    [Theory]
    [InlineData(Bangla)]
    [InlineData(German)]
    [InlineData(Japanese)]
    [InlineData(Emoji)]
    [InlineData("plain words\n")]
    [InlineData("a")]
    public void Unicode_is_read_with_and_without_marks(string text)
    {
        Assert.Equal((text, LyricsEncoding.Utf8), TextDetector.Read(Encoding.UTF8.GetBytes(text)));
        foreach ((Encoding encoding, LyricsEncoding expected) in Unicodes())
        {
            Assert.Equal((text, expected), TextDetector.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
        }

        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Equal((text, text == "a" && encoding == Encoding.Unicode ? LyricsEncoding.Utf8 : LyricsEncoding.Utf16), TextDetector.Read(encoding.GetBytes(text)));
        }
    }

    [Fact]
    public void What_is_no_Unicode_is_Windows_1252()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(German + "costs \u0080 5 \u0093now\u0094 \u0081");

        Assert.Equal((German + "costs € 5 “now” \u0081", LyricsEncoding.Windows1252), TextDetector.Read(bytes));
    }

    [Fact]
    public void Utf8_cut_in_a_character_or_with_halves_of_pairs_stays_Utf8()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Bangla);
        byte[] half = [.. bytes.AsSpan(0, bytes.Length - 2)];
        byte[] surrogate = [.. bytes, 0xED, 0xA0, 0x80, .. bytes];

        (string cut, LyricsEncoding cutEncoding) = TextDetector.Read(half)!.Value;
        (string joined, LyricsEncoding joinedEncoding) = TextDetector.Read(surrogate)!.Value;

        Assert.Equal((LyricsEncoding.DamagedUtf8, LyricsEncoding.DamagedUtf8), (cutEncoding, joinedEncoding));
        Assert.StartsWith("আমার সোনার", cut, StringComparison.Ordinal);
        Assert.Equal(Bangla + Bangla, joined.Replace("\uFFFD", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Stray_zeros_and_controls_do_not_make_text_binary()
    {
        string text = string.Concat(Enumerable.Repeat("some words of a song\n", 10));

        Assert.Equal((text, LyricsEncoding.Utf8), TextDetector.Read([.. Encoding.UTF8.GetBytes(text), 0, 0, 0]));
        Assert.Equal(LyricsEncoding.Utf8, TextDetector.Read([.. Encoding.UTF8.GetBytes(text), 0, (byte)'x', 1])!.Value.Encoding);
        Assert.Equal(LyricsEncoding.Utf8, TextDetector.Read([.. Encoding.UTF8.GetBytes(Bangla + text), 0, (byte)'x'])!.Value.Encoding);
    }

    [Fact]
    public void Binary_files_are_refused()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var rng = new Rng(seed);
            var bytes = new byte[64 + rng.NextInt(4000)];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)rng.NextInt(256);
            Assert.True(TextDetector.Read(bytes) is null, $"seed {seed}");
        }

        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 2, 0, 0, 0, 2, 0, 8, 6, 0, 0, 0];
        Assert.Null(TextDetector.Read(png));
        Assert.Null(TextDetector.Read([.. "ID3"u8, 3, 0, 0, 0, 0, 15, 118, .. new byte[500]]));
        Assert.Equal("", TextDetector.Read([])!.Value.Text);
        Assert.Equal("", TextDetector.Read([0, 0, 0])!.Value.Text);
    }

    private static IEnumerable<(Encoding Encoding, LyricsEncoding Expected)> Unicodes() =>
    [
        (new UTF8Encoding(true), LyricsEncoding.Utf8), (Encoding.Unicode, LyricsEncoding.Utf16), (Encoding.BigEndianUnicode, LyricsEncoding.Utf16),
        (Encoding.UTF32, LyricsEncoding.Utf32), (new UTF32Encoding(true, true), LyricsEncoding.Utf32),
    ];
}
