using System.Buffers.Binary;
using System.Text;

namespace Sargam.Scanning.Tags;

/// <summary>One frame of an ID3v2 tag.</summary>
/// <param name="Id">Three letters in version 2.2, else four.</param>
/// <param name="Size">Bytes behind the frame's header.</param>
/// <param name="PrefixSize">Bytes in front of the content: group, and length without unsynchronisation.</param>
/// <param name="IsUnsynchronised">Whether the content has stuffed zeros.</param>
/// <param name="IsPlain">Whether it is neither compressed nor encrypted.</param>
internal readonly record struct Id3v2Frame(string Id, long Size, int PrefixSize, bool IsUnsynchronised, bool IsPlain)
{
    private static readonly Dictionary<string, TagField> Fields = new(StringComparer.Ordinal)
    {
        ["TIT2"] = TagField.Title,
        ["TT2"] = TagField.Title,
        ["TPE1"] = TagField.Artist,
        ["TP1"] = TagField.Artist,
        ["TPE2"] = TagField.AlbumArtist,
        ["TP2"] = TagField.AlbumArtist,
        ["TALB"] = TagField.Album,
        ["TAL"] = TagField.Album,
        ["TCON"] = TagField.Genre,
        ["TCO"] = TagField.Genre,
        ["TDRC"] = TagField.Year,
        ["TYER"] = TagField.Year,
        ["TYE"] = TagField.Year,
        ["TDRL"] = TagField.Year,
        ["TLAN"] = TagField.Language,
        ["TLA"] = TagField.Language,
        ["TRCK"] = TagField.TrackNumber,
        ["TRK"] = TagField.TrackNumber,
    };

    /// <summary>Whether the frame holds one of the fields.</summary>
    public bool IsWanted => IsPlain && (Fields.ContainsKey(Id) || IsUserText || IsLyrics);

    private bool IsUserText => Id is "TXXX" or "TXX";

    private bool IsLyrics => Id is "USLT" or "ULT";

    /// <summary>Understands a frame's header.</summary>
    /// <param name="header">6 bytes in version 2.2, else 10.</param>
    /// <param name="version">2, 3 or 4.</param>
    /// <param name="tagIsUnsynchronised">The flag of the tag.</param>
    /// <param name="body">The tag, just behind the header.</param>
    public static Id3v2Frame Parse(ReadOnlySpan<byte> header, int version, bool tagIsUnsynchronised, ByteCursor body)
    {
        string id = Encoding.ASCII.GetString(header[..(version == 2 ? 3 : 4)]).TrimEnd('\0', ' ');
        if (version == 2) return new Id3v2Frame(id, header[3] << 16 | header[4] << 8 | header[5], 0, false, true);
        long size = SizeOf(header[4..8], version, body);
        byte flags = header[9];
        if (version == 3) return new Id3v2Frame(id, size, (flags & 0x20) != 0 ? 1 : 0, false, (flags & 0xC0) == 0);
        int prefix = ((flags & 0x40) != 0 ? 1 : 0) + ((flags & 0x01) != 0 ? 4 : 0);
        return new Id3v2Frame(id, size, prefix, tagIsUnsynchronised || (flags & 0x02) != 0, (flags & 0x0C) == 0);
    }

    /// <summary>Adds what the frame says.</summary>
    public void AddTo(TagCollector tags, byte[] value)
    {
        if (value.Length <= PrefixSize + 1) return;
        byte[] content = IsUnsynchronised ? UnsynchronisedCursor.Undo(value.AsSpan(PrefixSize)) : value[PrefixSize..];
        byte encoding = content[0];
        ReadOnlySpan<byte> text = content.AsSpan(1);
        if (Fields.TryGetValue(Id, out TagField field))
        {
            tags.Add(field, Decode(text, encoding));
        }
        else if (IsUserText)
        {
            int nameEnd = EndOfString(text, encoding);
            if (TagKeys.Find(TagText.CleanLine(Decode(text[..nameEnd], encoding))) is { } named) tags.Add(named, Decode(AfterString(text, nameEnd, encoding), encoding));
        }
        else if (text.Length > 3)
        {
            string language = Encoding.ASCII.GetString(text[..3]);
            text = text[3..];
            tags.AddLyrics(Decode(AfterString(text, EndOfString(text, encoding), encoding), encoding), language);
        }
    }

    /// <summary>
    /// Version 2.4 writes sizes seven bits a byte and 2.3 eight, and writers mix them up: where the two differ, the one
    /// behind which the tag goes on or ends counts.
    /// </summary>
    private static long SizeOf(ReadOnlySpan<byte> bytes, int version, ByteCursor body)
    {
        long plain = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        long safe = Id3v2Header.SyncSafe(bytes);
        bool canBeSafe = ((bytes[0] | bytes[1] | bytes[2] | bytes[3]) & 0x80) == 0;
        if (!canBeSafe) return plain;
        (long right, long wrong) = version == 4 ? (safe, plain) : (plain, safe);
        if (right == wrong || body is not RangeCursor range) return right;
        return !GoesOnAt(range, right) && GoesOnAt(range, wrong) ? wrong : right;
    }

    private static bool GoesOnAt(RangeCursor body, long offset)
    {
        if (offset == body.Remaining) return true;
        Span<byte> next = stackalloc byte[4];
        return body.TryPeek(offset, next) && (Id3v2Reader.IsFrameId(next) || next.IndexOfAnyExcept((byte)0) < 0);
    }

    private static bool IsWide(byte encoding) => encoding is 1 or 2;

    private static string Decode(ReadOnlySpan<byte> text, byte encoding) =>
        IsWide(encoding) ? TagText.DecodeUtf16(text, bigEndian: encoding == 2) : TagText.Decode(text);

    /// <summary>Where the NUL is that ends the first string, or the end.</summary>
    private static int EndOfString(ReadOnlySpan<byte> text, byte encoding)
    {
        if (!IsWide(encoding))
        {
            int end = text.IndexOf((byte)0);
            return end < 0 ? text.Length : end;
        }

        for (int i = 0; i + 1 < text.Length; i += 2)
        {
            if (text[i] == 0 && text[i + 1] == 0) return i;
        }

        return text.Length;
    }

    private static ReadOnlySpan<byte> AfterString(ReadOnlySpan<byte> text, int end, byte encoding) =>
        text[Math.Min(text.Length, end + (IsWide(encoding) ? 2 : 1))..];
}
