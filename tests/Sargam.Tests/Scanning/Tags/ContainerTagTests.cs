using System.Text;
using Sargam.Scanning.Tags;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning.Tags;

public sealed class ContainerTagTests
{
    private static readonly string[] Comments =
    [
        "TITLE=গান", "artist=One", "ARTIST=Two", "Album=Al=bum", "GENRE=Folk", "DATE=1972-05", "LANGUAGE=ben", "TRACKNUMBER=02", "Album Artist=Various",
        "LYRICS=la\nla", "UNKNOWN=x", "no name", "=no name either",
    ];

    private static readonly TrackTags Expected = new()
    {
        Title = "গান",
        Artist = "One; Two",
        Album = "Al=bum",
        Genre = "Folk",
        Year = 1972,
        Language = "bn",
        TrackNumber = 2,
        AlbumArtist = "Various",
        Lyrics = "la\nla",
    };

    public static TheoryData<string> Streams => ["vorbis", "opus", "speex", "flac"];

    [Fact]
    public void Flac_comments_are_read_and_pictures_are_not()
    {
        using var stream = new CountingStream([.. Id3v2(3, 0, Frame("TIT2", Text("Less"))), .. Flac(VorbisComments(Comments), pictureSize: 10 << 20)]);

        Assert.Equal(Expected, TagReader.Read(stream));
        Assert.InRange(stream.BytesRead, 1, 5000);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Ogg_comments_are_put_together_from_pages(string kind)
    {
        string picture = $"METADATA_BLOCK_PICTURE={new string('A', 200_000)}";
        byte[] comments = VorbisComments([picture, .. Comments]);
        (byte[] first, byte[] mark) = kind switch
        {
            "opus" => ((byte[])[.. "OpusHead"u8, .. new byte[11]], "OpusTags"u8.ToArray()),
            "speex" => ([.. "Speex   "u8, .. new byte[72]], []),
            "flac" => ([.. "\u007FFLAC"u8, .. new byte[46]], [0x84, .. BigEndian(comments.Length)[1..]]),
            _ => ([.. "\u0001vorbis"u8, .. new byte[23]], "\u0003vorbis"u8.ToArray()),
        };

        Assert.Equal(Expected, Read(Ogg(first, [.. mark, .. comments])));
        Assert.Equal(Expected, Read(Ogg(first, [.. mark, .. comments], segmentsPerPage: 3)));
    }

    [Fact]
    public void A_comment_that_claims_more_than_the_file_ends_the_tag()
    {
        byte[] comments = [.. VorbisComments("TITLE=Here", "ALBUM=There")];
        comments[6 + 8 + 4 + 10] = 0xFF;
        comments[6 + 8 + 4 + 13] = 0x7F;

        Assert.Equal(new TrackTags { Title = "Here" }, Read(Flac(comments)));
        Assert.Equal(new TrackTags { Title = "Here" }, Read(Ogg([.. "OpusHead"u8, .. new byte[11]], [.. "OpusTags"u8, .. comments])));
    }

    [Fact]
    public void Mp4_items_are_read()
    {
        byte[] file = Mp4(
            Item("covr", 13, new byte[5000]), Item("©nam", 1, Encoding.UTF8.GetBytes("গান")), Item("©ART", 1, "One"u8.ToArray(), "Two"u8.ToArray()),
            Item("aART", 1, "Who"u8.ToArray()), Item("©alb", 2, Encoding.BigEndianUnicode.GetBytes("Al")), Item("gnre", 0, [0, 18]),
            Item("©day", 1, "2010-01-01T08:00:00Z"u8.ToArray()), Item("trkn", 0, [0, 0, 0, 5, 0, 9, 0, 0]), Item("©lyr", 1, "la\rla"u8.ToArray()),
            FreeForm("LANGUAGE", "ger"));

        Assert.Equal(
            new TrackTags
            {
                Title = "গান",
                Artist = "One; Two",
                AlbumArtist = "Who",
                Album = "Al",
                Genre = "Rock",
                Year = 2010,
                TrackNumber = 5,
                Lyrics = "la\nla",
                Language = "de",
            },
            Read(file));
    }

    [Fact]
    public void Mp4_boxes_of_64_bits_and_quicktime_metadata_are_understood()
    {
        byte[] list = Box("ilst", Item("©nam", 1, "T"u8.ToArray()));
        byte[] movie = [.. Box("hdlr", new byte[25]), .. list];
        byte[] moov = Box("moov", Box("meta", movie));
        byte[] wide = [0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 26, .. new byte[10]];

        Assert.Equal("T", Read([.. Box("ftyp", new byte[8]), .. wide, .. moov]).Title);
    }

    [Fact]
    public void Wav_has_an_info_list_and_an_id3_chunk()
    {
        byte[] info = Chunk("LIST", [.. "INFO"u8, .. Chunk("INAM", "Odd\0"u8.ToArray()), .. Chunk("IART", "Ann\0\0"u8.ToArray()), .. Chunk("ICRD", "1990"u8.ToArray()), .. Chunk("IGNR", "Pop"u8.ToArray()), .. Chunk("ILNG", "hin"u8.ToArray())]);
        byte[] id3 = Chunk("id3 ", Id3v2(3, 0, Frame("TIT2", Text("Better"))));

        var expected = new TrackTags { Title = "Odd", Artist = "Ann", Year = 1990, Genre = "Pop", Language = "hi" };
        Assert.Equal(expected, Read(Wav(Chunk("fmt ", new byte[16]), Chunk("data", new byte[101]), info)));
        Assert.Equal(expected with { Title = "Better" }, Read(Wav(info, Chunk("data", new byte[101]), id3)));
    }

    [Fact]
    public void Rf64_tells_the_size_of_its_samples_in_front()
    {
        byte[] sizes = [.. new byte[8], 10, .. new byte[15], 0, 0, 0, 0];
        byte[] data = [.. "data"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[10]];
        byte[] file = Wav(Chunk("ds64", sizes), data, Chunk("LIST", [.. "INFO"u8, .. Chunk("INAM", "T\0"u8.ToArray())]));
        "RF64"u8.CopyTo(file);

        Assert.Equal("T", Read(file).Title);
    }

    [Fact]
    public void Aiff_has_names_and_an_id3_chunk()
    {
        byte[] names = [.. AiffChunk("NAME", "Plain"u8.ToArray()), .. AiffChunk("AUTH", "Ann"u8.ToArray())];

        Assert.Equal(new TrackTags { Title = "Plain", Artist = "Ann" }, Read(Aiff(names, AiffChunk("SSND", new byte[77]))));
        Assert.Equal(
            new TrackTags { Title = "Better", Artist = "Ann" },
            Read(Aiff(names, AiffChunk("SSND", new byte[77]), AiffChunk("ID3 ", Id3v2(3, 0, Frame("TIT2", Text("Better")))))));
    }

    [Fact]
    public void Asf_descriptions_are_read()
    {
        byte[] file = Asf("গান", "Ann",
            ("WM/AlbumTitle", 0, Encoding.Unicode.GetBytes("Al\0")), ("WM/Picture", 1, new byte[3000]), ("WM/Genre", 0, Encoding.Unicode.GetBytes("(17)\0")),
            ("WM/Year", 0, Encoding.Unicode.GetBytes("2004\0")), ("WM/Language", 0, Encoding.Unicode.GetBytes("en-US\0")),
            ("WM/TrackNumber", 3, LittleEndian(11)), ("WM/Lyrics", 0, Encoding.Unicode.GetBytes("la\r\nla\0")));

        Assert.Equal(
            new TrackTags { Title = "গান", Artist = "Ann", Album = "Al", Genre = "Rock", Year = 2004, Language = "en", TrackNumber = 11, Lyrics = "la\nla" },
            Read(file));
    }

    [Fact]
    public void Control_and_direction_characters_never_get_through() =>
        Assert.Equal("a b c", Read(Flac(VorbisComments("TITLE=\u202E a\u0001\t b\r\n c\uFEFF \u0000"))).Title);
}
