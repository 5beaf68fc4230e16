using System.Buffers.Binary;
using System.Security.Cryptography;
using Sargam.Scanning;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning;

/// <summary>Files of every container around the same audio, and the ids that they must have.</summary>
internal static class TrackIdContainers
{
    public static readonly byte[] Audio = [.. Enumerable.Range(0, 5001).Select(i => (byte)(i * 7 ^ i >> 8))];
    public static readonly byte[] Format = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    private static readonly byte[] VorbisId = [.. "\u0001vorbis"u8, .. new byte[22], 1];
    private static readonly byte[] VorbisSetup = [.. "\u0005vorbis"u8, .. Enumerable.Range(0, 700).Select(i => (byte)i)];
    private static readonly byte[] OpusId = [.. "OpusHead"u8, 1, 2, 0x38, 1, 0x80, 0xBB, 0, 0, 0, 0, 0];
    private static readonly byte[] SpeexId = [.. "Speex   1.2"u8, .. new byte[69]];
    private static readonly byte[] FlacFrame = [0xFF, 0xF8, .. Audio];

    /// <summary>The same audio with other tags, and the bytes that count.</summary>
    public sealed record Example(byte[] Counts, params byte[][] Files);

    public static Dictionary<string, Example> All => new()
    {
        ["wav"] = new([.. Format, .. Audio], WavFile([], []), WavFile(Info(5), []), WavFile([], Info(300)), WavFile(Chunk("junk", new byte[3]), Chunk("id3 ", Id3v2(9))), [.. WavFile([], []), .. Id3v1]),
        ["rf64"] = new([.. Format, .. Audio], Rf64File([]), Rf64File(Info(8)), [.. "BW64"u8, .. Rf64File(Info(5))[4..]]),
        ["wave64"] = new([.. Format, .. Audio], Wave64File(), [.. Wave64File(), .. Wave64Chunk("list", new byte[21])]),
        ["aiff"] = new([.. Format, .. Audio], AiffFile([], []), AiffFile(AiffChunk("NAME", "Abc"u8.ToArray()), []), AiffFile([], AiffChunk("ID3 ", Id3v2(40))), [.. Id3v2(7), .. AiffFile([], [])]),
        ["mp4"] = new(Audio, Mp4File(Box("mdat", Audio)), Mp4File([.. Box("free", new byte[90]), .. Box("mdat", Audio)], 300), [.. Mp4File([], 7), .. LongBox("mdat", Audio)], [.. Mp4File([], 8), 0, 0, 0, 0, .. "mdat"u8, .. Audio], [.. Mp4File([.. Box("mdat", Audio[..1000]), .. Box("mdat", Audio[1000..])]), .. Id3v1]),
        ["asf"] = new(Audio, AsfFile("A", 1), AsfFile("Another title", 2), [.. AsfFile("Indexed", 3), .. new byte[60]], AsfFile("Recorded", 3, size: 0)),
        ["vorbis"] = new([.. VorbisId, .. VorbisSetup, .. Audio], Vorbis(10, 7), Vorbis(0, 8), Vorbis(255, 9), Vorbis(70_000, 10), Vorbis(3, 11, segmentsPerPage: 3)),
        ["opus"] = new([.. OpusId, .. Audio], Ogg(7, 255, OpusId, Comment("OpusTags", 1), Audio), Ogg(8, 9, OpusId, Comment("OpusTags", 502), Audio)),
        ["speex"] = new([.. SpeexId, .. Audio], Ogg(7, 255, SpeexId, new byte[40], Audio), Ogg(8, 4, SpeexId, new byte[700], Audio)),
        ["flac in ogg"] = new(FlacFrame, OggFlac(1, Comment("\u0004", 20)), OggFlac(2, Comment("\u0004", 900), Comment("\u0006", 65_000)), [.. "fLaC"u8, 0x80, 0, 0, 1, 7, .. FlacFrame]),
        ["chain"] = new([.. VorbisId, .. VorbisSetup, .. Audio, .. OpusId, .. Audio], [.. Vorbis(5, 1), .. Ogg(2, 255, OpusId, Comment("OpusTags", 1), Audio)], [.. Vorbis(600, 1), .. Ogg(2, 20, OpusId, Comment("OpusTags", 80), Audio)]),
        ["ogg beside a skeleton"] = new([.. OpusId, .. Audio], BesideSkeleton(4), BesideSkeleton(700)),
    };

    public static string IdOf(byte[] content) => TrackId.Compute(new MemoryStream(content), TestContext.Current.CancellationToken);

    /// <summary>The id of a file of which exactly these bytes count.</summary>
    public static string HashOf(byte[] counts) => Convert.ToHexStringLower(SHA256.HashData(counts).AsSpan(0, 16));

    public static byte[] WavFile(byte[] before, byte[] after) => Wav(before, Chunk("fmt ", Format), Chunk("data", Audio), after);

    public static byte[] AiffFile(byte[] before, byte[] after) => Aiff(before, AiffChunk("COMM", Format), AiffChunk("SSND", Audio), after);

    public static byte[] Mp4File(byte[] media, int titleLength = 1) =>
    [
        .. Box("ftyp", [.. "M4A "u8, .. new byte[4]]), .. media,
        .. Box("moov", [.. Box("mvhd", new byte[100]), .. Box("udta", Box("meta", Item("©nam", 1, new byte[titleLength])))]),
    ];

    public static byte[] AsfFile(string title, byte fileId, int? size = null)
    {
        const int DataHeader = 50;
        var data = new byte[DataHeader + Audio.Length];
        Convert.FromHexString("3626B2758E66CF11A6D900AA0062CE6C").CopyTo(data, 0);
        BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(16), size ?? data.Length);
        data[30] = fileId;
        Audio.CopyTo(data, DataHeader);
        return [.. Asf(title, "Who"), .. data];
    }

    public static byte[] Vorbis(int commentLength, int serial, int segmentsPerPage = 255) =>
        Ogg(serial, segmentsPerPage, VorbisId, Comment("\u0003vorbis", commentLength), VorbisSetup, Audio);

    /// <summary>One stream: the first packet has a page of its own, the others are laid over pages one after the other.</summary>
    public static byte[] Ogg(int serial, int segmentsPerPage, params byte[][] packets)
    {
        var file = new List<byte>(OggPage(serial, 0, kind: 2, Lacing(packets[0]), packets[0]));
        byte[] lacing = [.. packets.Skip(1).SelectMany(Lacing)];
        byte[] content = [.. packets.Skip(1).SelectMany(packet => packet)];
        int position = 0;
        int number = 1;
        foreach (byte[] segments in lacing.Chunk(segmentsPerPage))
        {
            int length = segments.Sum(segment => segment);
            file.AddRange(OggPage(serial, number++, kind: 0, segments, content[position..(position + length)]));
            position += length;
        }

        return [.. file];
    }

    public static byte[] OggPage(int serial, int number, byte kind, byte[] segments, byte[] payload) =>
        [.. "OggS"u8, 0, kind, .. LittleEndian(number * 960), 0, 0, 0, 0, .. LittleEndian(serial), .. LittleEndian(number), .. LittleEndian(number ^ payload.Length), (byte)segments.Length, .. segments, .. payload];

    private static byte[] Lacing(byte[] packet) => [.. Enumerable.Repeat((byte)255, packet.Length / 255), (byte)(packet.Length % 255)];

    private static byte[] Comment(string mark, int length) => [.. Ascii(mark), .. Enumerable.Repeat((byte)'c', length)];

    private static byte[] OggFlac(byte headerCount, params byte[][] headers) =>
        Ogg(5, 255, [[.. "\u007FFLAC"u8, 1, 0, 0, headerCount, .. "fLaC"u8, 0, 0, 0, 34, .. new byte[34]], .. headers, FlacFrame]);

    private static byte[] BesideSkeleton(int commentLength)
    {
        byte[] music = Ogg(3, 255, OpusId, Comment("OpusTags", commentLength), Audio);
        int firstPage = 28 + OpusId.Length;
        return [.. OggPage(4, 0, kind: 2, [8], "fishead\0"u8.ToArray()), .. music[..firstPage], .. OggPage(4, 1, kind: 0, [3], [1, 2, 3]), .. music[firstPage..]];
    }

    private static byte[] Rf64File(byte[] before)
    {
        var sizes = new byte[28];
        BinaryPrimitives.WriteInt64LittleEndian(sizes.AsSpan(8), Audio.Length);
        return [.. "RF64"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. "WAVE"u8, .. Chunk("ds64", sizes), .. before, .. Chunk("fmt ", Format), .. "data"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. Audio, 0, .. Info(9)];
    }

    private static byte[] Wave64File() =>
    [
        .. Convert.FromHexString("726966662E91CF11A5D628DB04C10000"), .. new byte[8], .. Convert.FromHexString("77617665F3ACD3118CD100C04F8EDB8A"),
        .. Wave64Chunk("fmt ", Format), .. Wave64Chunk("data", Audio),
    ];

    private static byte[] Wave64Chunk(string name, byte[] content) =>
        [.. Ascii(name), .. Convert.FromHexString("F3ACD3118CD100C04F8EDB8A"), .. LittleEndian(content.Length + 24), 0, 0, 0, 0, .. content, .. new byte[-content.Length & 7]];

    private static byte[] LongBox(string type, byte[] content) => [0, 0, 0, 1, .. Ascii(type), 0, 0, 0, 0, .. BigEndian(content.Length + 16), .. content];

    private static byte[] Info(int length) => Chunk("LIST", [.. "INFO"u8, .. Chunk("INAM", new byte[length])]);

    private static byte[] Id3v2(int size) => Tags.TagBytes.Id3v2(4, 0, new byte[size]);

    private static byte[] Id3v1 => Tags.TagBytes.Id3v1(Ascii("Title"));
}
