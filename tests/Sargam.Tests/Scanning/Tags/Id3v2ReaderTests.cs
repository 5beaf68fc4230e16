using System.Text;
using Sargam.Scanning.Tags;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning.Tags;

public sealed class Id3v2ReaderTests
{
    [Fact]
    public void Version_2_3_gives_every_field()
    {
        TrackTags tags = Read([
            .. Id3v2(3, 0,
                Frame("TIT2", Text("A title")), Frame("TPE1", Text("An artist", Utf16)), Frame("TPE2", Text("Album artist")), Frame("TALB", Text("An album")),
                Frame("TCON", Text("(17)")), Frame("TYER", Text("1999")), Frame("TLAN", Text("ben")), Frame("TRCK", Text("3/12")),
                Frame("USLT", UnsyncedLyrics("eng", "", "One\r\ntwo")), new byte[50]),
            .. Mpeg]);

        Assert.Equal(
            new TrackTags
            {
                Title = "A title",
                Artist = "An artist",
                AlbumArtist = "Album artist",
                Album = "An album",
                Genre = "Rock",
                Year = 1999,
                Language = "bn",
                TrackNumber = 3,
                Lyrics = "One\ntwo",
                LyricsLanguage = "en",
            },
            tags);
    }

    [Fact]
    public void Version_2_2_has_three_letters()
    {
        TrackTags tags = Read([.. Id3v2(2, 0, Frame22("PIC", new byte[3000]), Frame22("TT2", Text("Old")), Frame22("TP1", Text("Who")), Frame22("ULT", UnsyncedLyrics("deu", "", "La"))), .. Mpeg]);

        Assert.Equal(new TrackTags { Title = "Old", Artist = "Who", Language = "de", Lyrics = "La", LyricsLanguage = "de" }, tags);
    }

    [Fact]
    public void Version_2_4_joins_several_values_and_takes_the_date_apart()
    {
        TrackTags tags = Read(Id3v2(4, 0, Frame24("TPE1", Text("One\0Two\0one", Utf8)), Frame24("TCON", Text("17\0Bengali\0RX", Utf8)), Frame24("TDRC", Text("2009-03-01"))));

        Assert.Equal(("One; Two", "Rock; Bengali; Remix", 2009), (tags.Artist, tags.Genre, tags.Year));
    }

    [Theory]
    [InlineData(Latin1, "Café ñ")]
    [InlineData(Utf16, "গান 🎵 曲")]
    [InlineData(Utf16BigEndian, "গান 🎵 曲")]
    [InlineData(Utf8, "গান 🎵 曲")]
    public void All_encodings_are_understood(byte encoding, string title) => Assert.Equal(title, Read(Id3v2(4, 0, Frame24("TIT2", Text(title, encoding)))).Title);

    [Fact]
    public void Text_that_is_not_in_the_encoding_it_claims_is_still_read()
    {
        byte[] utf8AsLatin1 = [Latin1, .. Encoding.UTF8.GetBytes("গান é")];
        byte[] latin1AsUtf8 = [Utf8, .. Encoding.Latin1.GetBytes("Beyoncé")];
        byte[] utf16AsLatin1 = [Latin1, 0xFF, 0xFE, .. Encoding.Unicode.GetBytes("গান")];
        byte[] littleEndianAsBig = [Utf16BigEndian, .. Encoding.Unicode.GetBytes("Plain title")];
        byte[] withoutMark = [Utf16, .. Encoding.BigEndianUnicode.GetBytes("Plain title")];

        Assert.Equal("গান é", Title(utf8AsLatin1));
        Assert.Equal("Beyoncé", Title(latin1AsUtf8));
        Assert.Equal("গান", Title(utf16AsLatin1));
        Assert.Equal("Plain title", Title(littleEndianAsBig));
        Assert.Equal("Plain title", Title(withoutMark));
    }

    [Fact]
    public void Half_characters_are_replaced_and_half_units_dropped()
    {
        Assert.Equal("a\uFFFDb", Title([Utf16, 0xFF, 0xFE, (byte)'a', 0, 0x00, 0xD8, (byte)'b', 0]));
        Assert.Equal("a", Title([Utf16, 0xFF, 0xFE, (byte)'a', 0, (byte)'b']));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Unsynchronised_tags_count_the_bytes_before_stuffing(int version)
    {
        byte[] picture = [.. Enumerable.Repeat(new byte[] { 0xFF, 0x00, 0xFF, 0xE0, 7 }, 2000).SelectMany(bytes => bytes)];
        byte[] body = version == 2 ? [.. Frame22("PIC", picture), .. Frame22("TT2", Text("Ttl", Utf16))] : [.. Frame("APIC", picture), .. Frame("TIT2", Text("Ttl", Utf16))];

        Assert.Equal("Ttl", Read(Id3v2(version, 0x80, Unsynchronise(body))).Title);
    }

    [Fact]
    public void Version_2_4_unsynchronises_frame_by_frame()
    {
        byte[] content = Unsynchronise(Text("Ttl", Utf16));
        byte[] withLength = [.. SyncSafe(9), .. content];

        Assert.Equal("Ttl", Read(Id3v2(4, 0x80, Frame24("TIT2", content, 0x02))).Title);
        Assert.Equal("Ttl", Read(Id3v2(4, 0, Frame24("TIT2", withLength, 0x03))).Title);
    }

    [Fact]
    public void Extended_headers_are_passed_over()
    {
        Assert.Equal("T", Read(Id3v2(3, 0x40, [0, 0, 0, 6, 0, 0, 0, 0, 0, 0], Frame("TIT2", Text("T")))).Title);
        Assert.Equal("T", Read(Id3v2(4, 0x40, [0, 0, 0, 6, 1, 0], Frame24("TIT2", Text("T")))).Title);
        Assert.Equal("T", Read(Id3v2(3, 0x40, Frame("TIT2", Text("T")))).Title);
    }

    [Fact]
    public void Sizes_with_the_wrong_number_of_bits_are_seen_through()
    {
        byte[] longText = Text(new string('x', 299));

        Assert.Equal("T", Read(Id3v2(4, 0, Frame("TPE1", longText), Frame("TIT2", Text("T")))).Title);
        Assert.Equal("T", Read(Id3v2(3, 0, Frame24("TPE1", longText), Frame24("TIT2", Text("T")))).Title);
        Assert.Equal("T", Read(Id3v2(4, 0, Frame24("TPE1", longText), Frame24("TIT2", Text("T")))).Title);
        Assert.Equal("T", Read(Id3v2(3, 0, Frame("TPE1", longText), Frame("TIT2", Text("T")), new byte[20])).Title);
    }

    [Fact]
    public void Names_of_three_letters_in_version_2_3_are_understood() => Assert.Equal("T", Read(Id3v2(3, 0, Frame("TT2\0", Text("T")))).Title);

    [Fact]
    public void Compressed_and_encrypted_frames_are_left_out() =>
        Assert.Equal("T", Read(Id3v2(3, 0, Frame("TPE1", Text("x"), 0x80), Frame("TALB", Text("x"), 0x40), Frame("TIT2", [9, .. Text("T")], 0x20))).Title);

    [Fact]
    public void A_tag_at_the_end_is_found_by_its_footer()
    {
        byte[] tag = Id3v2(4, 0x10, Frame24("TIT2", Text("T")));

        Assert.Equal("T", Read([.. Mpeg, .. tag, .. "3DI"u8, .. tag[3..10]]).Title);
        Assert.Equal("Second", Read([.. tag, .. "3DI"u8, .. tag[3..10], .. Id3v2(3, 0, Frame("TALB", Text("Second"))), .. Mpeg]).Album);
    }

    [Fact]
    public void User_text_names_fields_too()
    {
        TrackTags tags = Read(Id3v2(3, 0, Frame("TXXX", Text("Album Artist\0Who")), Frame("TXXX", [Utf16, .. Text("LANGUAGE\0", Utf16)[1..], .. Text("Hindi", Utf16)[1..]])));

        Assert.Equal(("Who", "hi"), (tags.AlbumArtist, tags.Language));
    }

    [Fact]
    public void Lyrics_keep_markup_as_text_and_their_description_apart()
    {
        const string Hostile = "<script>alert(1)</script>\n=1+1\u0007 & \"quoted\"";

        TrackTags tags = Read(Id3v2(3, 0, Frame("USLT", [Utf16, .. "XXX"u8, .. Text("about\0", Utf16)[1..], .. Text(Hostile, Utf16)[1..]])));

        Assert.Equal(("<script>alert(1)</script>\n=1+1 & \"quoted\"", "", ""), (tags.Lyrics, tags.LyricsLanguage, tags.Language));
    }

    [Fact]
    public void Large_pictures_are_not_read()
    {
        byte[] file = [.. Id3v2(3, 0, Frame("APIC", new byte[20 << 20]), Frame("TIT2", Text("T"))), .. Mpeg];
        using var stream = new CountingStream(file);

        Assert.Equal("T", TagReader.Read(stream).Title);
        Assert.InRange(stream.BytesRead, 1, 10_000);
    }

    [Fact]
    public void Long_text_is_cut()
    {
        TrackTags tags = Read(Id3v2(3, 0, Frame("TIT2", Text(new string('x', 3 << 20))), Frame("TALB", Text("Still read"))));

        Assert.Equal(500, tags.Title.Length);
        Assert.Equal("Still read", tags.Album);
    }

    [Fact]
    public void A_tag_that_ends_early_gives_what_is_there()
    {
        byte[] tag = Id3v2(3, 0, Frame("TIT2", Text("T")), Frame("TALB", Text("Some album")));

        Assert.Equal(new TrackTags { Title = "T" }, Read(tag[..^4]));
    }

    private static string Title(byte[] content) => Read(Id3v2(4, 0, Frame24("TIT2", content))).Title;
}
