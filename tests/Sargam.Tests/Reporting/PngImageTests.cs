using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Sargam.Reporting.Figures;

namespace Sargam.Tests.Reporting;

public sealed class PngImageTests
{
    [Fact]
    public void Chunks_are_whole_and_the_first_row_is_at_the_bottom()
    {
        byte[] png = PngImage.OfMatrix([0, 1, 2, 3, 4, float.NaN], rowCount: 2, columnCount: 3, low: 0, high: 4);
        List<(string Name, byte[] Data)> chunks = [.. Chunks(png)];

        Assert.Equal(["IHDR", "PLTE", "IDAT", "IEND"], chunks.Select(chunk => chunk.Name));
        Assert.Equal((3, 2), (BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data), BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data.AsSpan(4))));
        Assert.Equal(768, chunks[1].Data.Length);
        using var zlib = new ZLibStream(new MemoryStream(chunks[2].Data), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zlib.CopyTo(pixels);
        Assert.Equal([0, 191, 255, 0, 0, 0, 64, 128], pixels.ToArray());
    }

    /// <summary>CRC-32 bit by bit, apart from the table in the writer.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }

    private static IEnumerable<(string Name, byte[] Data)> Chunks(byte[] png)
    {
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            Assert.Equal(Crc(png.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }
}
