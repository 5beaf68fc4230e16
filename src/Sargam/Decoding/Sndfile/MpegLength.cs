using System.Buffers.Binary;
using Sargam.Scanning.Tags;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// Whether libsndfile knows how long an MP3 is. It stops at the length that it computed when opening, and without the encoder's
/// frame count (<c>Xing</c>, <c>Info</c>, <c>VBRI</c>) it computes one from the first bit rate: a file of varying bit rate then
/// loses its end without a word, as do several files joined into one. Such files are left to the next decoder.
/// </summary>
internal static class MpegLength
{
    private const int BufferLength = 64 * 1024;
    private const int Tolerance = 2; // percent

    /// <summary>Compares the length that libsndfile gives with the file.</summary>
    /// <exception cref="AudioDecodeException">It is wrong; another decoder should be asked.</exception>
    public static void Check(string path, long frameCount)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferLength);
        SkipId3(stream);
        if (IsCounted(stream)) return;
        long counted = CountFrames(stream);
        if (Math.Abs(counted - frameCount) * 100 > counted * Tolerance)
        {
            throw new AudioDecodeException("an MP3 file that does not say how long it is needs ffmpeg to decode") { IsUnsupported = true };
        }
    }

    /// <summary>Whether the first frame counts the file's frames and bytes, and the file has as many bytes.</summary>
    private static bool IsCounted(FileStream stream)
    {
        long start = stream.Position;
        Span<byte> frame = stackalloc byte[MpegFrameHeader.ByteCount + 32 + 16];
        int read = stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false);
        stream.Position = start;
        if (read < frame.Length || !MpegFrameHeader.TryParse(frame, out MpegFrameHeader header)) return false;
        ReadOnlySpan<byte> block = frame[(MpegFrameHeader.ByteCount + header.SideInfoLength)..];
        if (!block.StartsWith("Xing"u8) && !block.StartsWith("Info"u8)) return false;
        const uint HasFramesAndBytes = 3;
        if ((BinaryPrimitives.ReadUInt32BigEndian(block[4..]) & HasFramesAndBytes) != HasFramesAndBytes) return false;
        long stated = BinaryPrimitives.ReadUInt32BigEndian(block[12..]);
        const int TagsAtTheEnd = 256 * 1024; // ID3v1, lyrics, APE tags with a picture
        return stream.Length - start <= stated + TagsAtTheEnd;
    }

    /// <summary>Walks from header to header. Bytes that are no frame are skipped one by one.</summary>
    private static long CountFrames(FileStream stream)
    {
        var buffer = new byte[BufferLength];
        long frames = 0;
        int at = 0;
        int filled = 0;
        while (true)
        {
            if (filled - at < MpegFrameHeader.ByteCount)
            {
                buffer.AsSpan(at, filled - at).CopyTo(buffer);
                (filled, at) = (filled - at, 0);
                int read = stream.Read(buffer.AsSpan(filled));
                if (read == 0) return frames;
                filled += read;
                continue;
            }

            if (!MpegFrameHeader.TryParse(buffer.AsSpan(at), out MpegFrameHeader header))
            {
                at++;
                continue;
            }

            frames += header.FrameCount;
            int beyond = at + header.Length - filled;
            at = Math.Min(at + header.Length, filled);
            if (beyond > 0) stream.Seek(Math.Min(beyond, stream.Length - stream.Position), SeekOrigin.Current);
        }
    }

    private static void SkipId3(FileStream stream)
    {
        Span<byte> bytes = stackalloc byte[Id3v2Header.Size];
        long start = 0;
        for (int i = 0; i < Id3v2Header.MaxTags; i++)
        {
            stream.Position = start;
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length || !Id3v2Header.TryParse(bytes, out Id3v2Header header)) break;
            start = Math.Min(start + header.TagSize, stream.Length);
        }

        stream.Position = start;
    }
}
