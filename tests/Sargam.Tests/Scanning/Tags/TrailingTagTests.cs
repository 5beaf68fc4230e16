using System.Text;
using Sargam.Scanning.Tags;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning.Tags;

public sealed class TrailingTagTests
{
    [Fact]
    public void Id3v1_is_read_with_its_track_and_genre() =>
        Assert.Equal(
            new TrackTags { Title = "Song", Artist = "Beyoncé", Year = 1984, Genre = "Jazz", TrackNumber = 7 },
            Read([.. Mpeg, .. Id3v1(Ascii("Song   "), "Beyoncé", "1984", 8, 7)]));

    [Fact]
    public void Id3v1_in_utf8_is_understood_even_when_a_character_is_cut_in_two()
    {
        byte[] title = Encoding.UTF8.GetBytes("বাংলা গানের নাম");

        Assert.Equal("বাংলা গান", Read([.. Mpeg, .. Id3v1(title[..25])]).Title);
        Assert.True(title.Length > 30);
        Assert.Equal("বাংলা গানে", Read([.. Mpeg, .. Id3v1(title)]).Title);
        Assert.Equal("বাংলা গান", Read([.. Mpeg, .. Id3v1([.. Ascii("   "), .. title])]).Title);
    }

    [Fact]
    public void Ape_items_are_read_and_pictures_passed_over()
    {
        byte[] tag = Ape(withHeader: true,
            ("Cover Art (Front)", new byte[5000], 2), ("Title", Encoding.UTF8.GetBytes("গান"), 0), ("ARTIST", "One\0Two"u8.ToArray(), 0),
            ("Year", Ascii("2001"), 0), ("Track", Ascii("4/9"), 0), ("Language", Ascii("English"), 0), ("Lyrics", Ascii("la\nla"), 0));

        var expected = new TrackTags { Title = "গান", Artist = "One; Two", Year = 2001, TrackNumber = 4, Language = "en", Lyrics = "la\nla" };
        Assert.Equal(expected, Read([.. Mpeg, .. tag]));
        Assert.Equal(expected, Read([.. Mpeg, .. tag, .. Id3v1(Ascii("Less"))]));
        Assert.Equal(expected, Read([.. tag, .. Mpeg]));
    }

    [Fact]
    public void Id3v2_goes_before_ape_and_ape_before_id3v1()
    {
        byte[] file =
        [
            .. Id3v2(3, 0, Frame("TIT2", Text("From 2"))), .. Mpeg,
            .. Ape(withHeader: false, ("Title", Ascii("From ape"), 0), ("Artist", Ascii("Ape"), 0)), .. Id3v1(Ascii("From 1"), "One", "1984"),
        ];

        Assert.Equal(new TrackTags { Title = "From 2", Artist = "Ape", Year = 1984 }, Read(file));
    }
}
