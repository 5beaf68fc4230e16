using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sargam.Scanning;

/// <summary>
/// A track's identity: the first 128 bits of the SHA-256 of its content without tag blocks (ID3v1, ID3v2, APEv2, FLAC
/// metadata), so that moving, renaming and retagging a file does not make it another track.
/// </summary>
public static class TrackId
{
    private const int BlockSize = 1 << 16;

    /// <summary>Reads a file and computes its id: 32 lower-case hexadecimal digits.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Compute(string path, CancellationToken cancellationToken = default)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BlockSize, FileOptions.SequentialScan);
        return Compute(stream, cancellationToken);
    }

    /// <summary>Computes the id of a seekable stream.</summary>
    public static string Compute(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (long start, long end) = AudioRange(stream);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockSize];
        stream.Position = start;
        for (long left = end - start; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = stream.Read(block, 0, (int)Math.Min(block.Length, left));
            if (read == 0) break;
            hash.AppendData(block, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>The part of the file between the tag blocks; the whole file when nothing would be left.</summary>
    private static (long Start, long End) AudioRange(Stream stream)
    {
        long end = SkipTrailingTags(stream, stream.Length);
        long start = SkipFlacMetadata(stream, SkipId3v2(stream, 0, end), end);
        return start < end ? (start, end) : (0, stream.Length);
    }

    private static long SkipId3v2(Stream stream, long start, long end)
    {
        Span<byte> header = stackalloc byte[10];
        while (TryRead(stream, start, header) && header[..3].SequenceEqual("ID3"u8))
        {
            long size = (long)(header[6] & 0x7F) << 21 | (long)(header[7] & 0x7F) << 14 | (long)(header[8] & 0x7F) << 7 | (long)(header[9] & 0x7F);
            bool hasFooter = (header[5] & 0x10) != 0;
            long next = start + 10 + size + (hasFooter ? 10 : 0);
            if (next > end) break;
            start = next;
        }

        return start;
    }

    private static long SkipFlacMetadata(Stream stream, long start, long end)
    {
        Span<byte> magic = stackalloc byte[4];
        if (!TryRead(stream, start, magic) || !magic.SequenceEqual("fLaC"u8)) return start;
        Span<byte> header = stackalloc byte[4];
        for (long position = start + 4; TryRead(stream, position, header);)
        {
            position += 4 + (header[1] << 16 | header[2] << 8 | header[3]);
            if (position > end) return start;
            if ((header[0] & 0x80) != 0) return position;
        }

        return start;
    }

    private static long SkipTrailingTags(Stream stream, long end)
    {
        Span<byte> id3v1 = stackalloc byte[3];
        if (TryRead(stream, end - 128, id3v1) && id3v1.SequenceEqual("TAG"u8)) end -= 128;
        Span<byte> ape = stackalloc byte[32];
        if (TryRead(stream, end - 32, ape) && ape[..8].SequenceEqual("APETAGEX"u8))
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(ape[12..]);
            bool hasHeader = (ape[23] & 0x80) != 0;
            long start = end - size - (hasHeader ? 32 : 0);
            if (start >= 0 && size >= 32) end = start;
        }

        return end;
    }

    private static bool TryRead(Stream stream, long position, Span<byte> destination)
    {
        if (position < 0 || position + destination.Length > stream.Length) return false;
        stream.Position = position;
        return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length;
    }
}
