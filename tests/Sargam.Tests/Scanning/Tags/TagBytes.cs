using System.Buffers.Binary;
using System.Text;
using Sargam.Scanning.Tags;

namespace Sargam.Tests.Scanning.Tags;

/// <summary>Tags made by hand, byte by byte, from the descriptions of the formats.</summary>
internal static class TagBytes
{
    public const byte Latin1 = 0;
    public const byte Utf16 = 1;
    public const byte Utf16BigEndian = 2;
    public const byte Utf8 = 3;

    public static readonly byte[] Mpeg = [0xFF, 0xFB, 0x90, 0x64, .. new byte[400]];

    public static TrackTags Read(byte[] file) => TagReader.Read(new MemoryStream(file));

    /// <summary>An ID3v2 tag; the frames are taken as they are.</summary>
    public static byte[] Id3v2(int version, byte flags, params byte[][] frames)
    {
        byte[] body = [.. frames.SelectMany(frame => frame)];
        return [.. "ID3"u8, (byte)version, 0, flags, .. SyncSafe(body.Length), .. body];
    }

    public static byte[] Frame(string id, byte[] content, byte flags = 0) => [.. Ascii(id), .. BigEndian(content.Length), 0, flags, .. content];

    public static byte[] Frame24(string id, byte[] content, byte flags = 0) => [.. Ascii(id), .. SyncSafe(content.Length), 0, flags, .. content];

    public static byte[] Frame22(string id, byte[] content) => [.. Ascii(id), .. BigEndian(content.Length)[1..], .. content];

    /// <summary>The content of a text frame: an encoding's number and the text in that encoding.</summary>
    public static byte[] Text(string text, byte encoding = Latin1) => [encoding, .. Encode(text, encoding)];

    public static byte[] UnsyncedLyrics(string language, string description, string text, byte encoding = Latin1) =>
        [encoding, .. Ascii(language), .. Encode(description + "\0", encoding), .. Encode(text, encoding)];

    public static byte[] Unsynchronise(byte[] bytes) => [.. bytes.SelectMany(value => value == 0xFF ? new byte[] { 0xFF, 0 } : [value])];

    public static byte[] Id3v1(byte[] title, string artist = "", string year = "", byte genre = 255, byte track = 0) =>
    [
        .. "TAG"u8, .. Fixed(title, 30), .. Fixed(Encoding.Latin1.GetBytes(artist), 30), .. new byte[30],
        .. Fixed(Ascii(year), 4), .. new byte[28], 0, track, genre,
    ];

    public static byte[] Ape(bool withHeader, params (string Key, byte[] Value, int Flags)[] items)
    {
        byte[] body = [.. items.SelectMany(item => (byte[])[.. LittleEndian(item.Value.Length), .. LittleEndian(item.Flags), .. Ascii(item.Key), 0, .. item.Value])];
        byte[] frame = [.. "APETAGEX"u8, .. LittleEndian(2000), .. LittleEndian(body.Length + 32), .. LittleEndian(items.Length), 0, 0, 0, withHeader ? (byte)0x80 : (byte)0, .. new byte[8]];
        return [.. withHeader ? frame : [], .. body, .. frame];
    }

    public static byte[] VorbisComments(params string[] comments) =>
    [
        .. LittleEndian(6), .. "vendor"u8, .. LittleEndian(comments.Length),
        .. comments.Select(Encoding.UTF8.GetBytes).SelectMany(comment => (byte[])[.. LittleEndian(comment.Length), .. comment]),
    ];

    public static byte[] Flac(byte[] comments, int pictureSize = 0) =>
    [
        .. "fLaC"u8, 0, 0, 0, 34, .. new byte[34], 6, .. BigEndian(pictureSize)[1..], .. new byte[pictureSize],
        0x84, .. BigEndian(comments.Length)[1..], .. comments, .. new byte[64],
    ];

    /// <summary>Pages of one stream, and pages of a second stream between them.</summary>
    public static byte[] Ogg(byte[] firstPacket, byte[] secondPacket, int segmentsPerPage = 255)
    {
        var file = new List<byte>();
        file.AddRange(OggPage(firstPacket, [(byte)firstPacket.Length], serial: 7, kind: 2));
        byte[] lacing = [.. Enumerable.Repeat((byte)255, secondPacket.Length / 255), (byte)(secondPacket.Length % 255)];
        int position = 0;
        foreach (byte[] segments in lacing.Chunk(segmentsPerPage))
        {
            int length = segments.Sum(segment => segment);
            file.AddRange(OggPage(secondPacket[position..(position + length)], segments, serial: 7, kind: 0));
            file.AddRange(OggPage([1, 2, 3], [3], serial: 8, kind: 0));
            position += length;
        }

        return [.. file];
    }

    public static byte[] OggVorbis(params string[] comments) =>
        Ogg([.. "\u0001vorbis"u8, .. new byte[23]], [.. "\u0003vorbis"u8, .. VorbisComments(comments), 1], segmentsPerPage: 2);

    public static byte[] Mp4(params byte[][] items) =>
    [
        .. Box("ftyp", [.. "M4A "u8, .. new byte[4]]), .. Box("mdat", new byte[100]),
        .. Box("moov", [.. Box("mvhd", new byte[100]), .. Box("udta", Box("meta", [.. new byte[4], .. Box("hdlr", new byte[25]), .. Box("ilst", [.. items.SelectMany(item => item)])]))]),
    ];

    public static byte[] Item(string type, int kind, params byte[][] values) =>
        Box(type, [.. values.SelectMany(value => Data(kind, value))]);

    public static byte[] FreeForm(string name, string value) => Box("----",
        [.. Box("mean", [0, 0, 0, 0, .. "com.apple.iTunes"u8]), .. Box("name", [0, 0, 0, 0, .. Ascii(name)]), .. Data(1, Encoding.UTF8.GetBytes(value))]);

    public static byte[] Box(string type, byte[] content) => [.. BigEndian(content.Length + 8), .. Encoding.Latin1.GetBytes(type), .. content];

    public static byte[] Wav(params byte[][] chunks) => [.. "RIFF"u8, .. LittleEndian(0), .. "WAVE"u8, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Chunk(string id, byte[] content) => [.. Ascii(id), .. LittleEndian(content.Length), .. content, .. new byte[content.Length & 1]];

    public static byte[] Aiff(params byte[][] chunks) => [.. "FORM"u8, .. BigEndian(0), .. "AIFF"u8, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] AiffChunk(string id, byte[] content) => [.. Ascii(id), .. BigEndian(content.Length), .. content, .. new byte[content.Length & 1]];

    public static byte[] Asf(string title, string author, params (string Name, int Kind, byte[] Value)[] descriptors)
    {
        byte[] titleBytes = Encoding.Unicode.GetBytes(title + "\0");
        byte[] authorBytes = Encoding.Unicode.GetBytes(author + "\0");
        byte[] description = [.. Short(titleBytes.Length), .. Short(authorBytes.Length), .. new byte[6], .. titleBytes, .. authorBytes];
        byte[] extended = [.. Short(descriptors.Length), .. descriptors.SelectMany(descriptor => AsfDescriptor(descriptor.Name, descriptor.Kind, descriptor.Value))];
        byte[] objects =
        [
            .. AsfObject("3326B2758E66CF11A6D900AA0062CE6C", description),
            .. AsfObject("A1DCAB8C47A9CF118EE400C00C205365", new byte[80]),
            .. AsfObject("40A4D0D207E3D21197F000A0C95EA850", extended),
        ];
        return AsfObject("3026B2758E66CF11A6D900AA0062CE6C", [.. LittleEndian(3), 1, 2, .. objects]);
    }

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] LittleEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Short(int value) => LittleEndian(value)[..2];

    public static byte[] SyncSafe(int value) => [(byte)(value >> 21), (byte)(value >> 14 & 0x7F), (byte)(value >> 7 & 0x7F), (byte)(value & 0x7F)];

    private static byte[] Encode(string text, byte encoding) => encoding switch
    {
        Utf16 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        Utf16BigEndian => Encoding.BigEndianUnicode.GetBytes(text),
        Utf8 => Encoding.UTF8.GetBytes(text),
        _ => Encoding.Latin1.GetBytes(text),
    };

    private static byte[] Fixed(byte[] content, int length) => [.. content.Take(length), .. new byte[Math.Max(0, length - content.Length)]];

    private static byte[] OggPage(byte[] payload, byte[] segments, int serial, byte kind) =>
        [.. "OggS"u8, 0, kind, .. new byte[8], .. LittleEndian(serial), .. new byte[8], (byte)segments.Length, .. segments, .. payload];

    private static byte[] Data(int kind, byte[] value) => Box("data", [.. BigEndian(kind), 0, 0, 0, 0, .. value]);

    private static byte[] AsfObject(string id, byte[] content) => [.. Convert.FromHexString(id), .. LittleEndian(content.Length + 24), 0, 0, 0, 0, .. content];

    private static byte[] AsfDescriptor(string name, int kind, byte[] value)
    {
        byte[] nameBytes = Encoding.Unicode.GetBytes(name + "\0");
        return [.. Short(nameBytes.Length), .. nameBytes, .. Short(kind), .. Short(value.Length), .. value];
    }
}
