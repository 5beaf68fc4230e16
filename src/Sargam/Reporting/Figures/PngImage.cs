using System.Buffers.Binary;
using System.IO.Compression;

namespace Sargam.Reporting.Figures;

/// <summary>Writes PNG images of 256 colours (PNG specification, third edition), for pictures that are matrices.</summary>
internal static class PngImage
{
    /// <summary>Dark to light with even steps of lightness, so that it reads in grey too.</summary>
    private static readonly (byte R, byte G, byte B)[] Ramp = [(18, 16, 48), (66, 32, 108), (138, 44, 112), (205, 78, 84), (240, 144, 72), (252, 226, 150)];

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>A matrix as an image, its first row at the bottom.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="columnCount">Columns.</param>
    /// <param name="low">What is darkest.</param>
    /// <param name="high">What is lightest.</param>
    public static byte[] OfMatrix(ReadOnlySpan<float> values, int rowCount, int columnCount, float low, float high)
    {
        using var output = new MemoryStream();
        output.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columnCount);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], rowCount);
        (header[8], header[9]) = (8, 3);
        WriteChunk(output, "IHDR"u8, header);
        WriteChunk(output, "PLTE"u8, Palette());
        WriteChunk(output, "IDAT"u8, Pixels(values, rowCount, columnCount, low, high));
        WriteChunk(output, "IEND"u8, []);
        return output.ToArray();
    }

    private static byte[] Pixels(ReadOnlySpan<float> values, int rowCount, int columnCount, float low, float high)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var line = new byte[columnCount + 1];
            for (int row = rowCount - 1; row >= 0; row--)
            {
                for (int column = 0; column < columnCount; column++) line[column + 1] = Level(values[row * columnCount + column], low, high);
                zlib.Write(line);
            }
        }

        return compressed.ToArray();
    }

    private static byte Level(float value, float low, float high) =>
        high > low && float.IsFinite(value) ? (byte)Math.Round(255 * Math.Clamp((value - low) / (high - low), 0, 1)) : (byte)0;

    private static byte[] Palette()
    {
        var colours = new byte[256 * 3];
        for (int i = 0; i < 256; i++)
        {
            double at = i / 255.0 * (Ramp.Length - 1);
            int from = Math.Min((int)at, Ramp.Length - 2);
            (byte R, byte G, byte B) a = Ramp[from], b = Ramp[from + 1];
            double share = at - from;
            colours[3 * i] = Mix(a.R, b.R, share);
            colours[3 * i + 1] = Mix(a.G, b.G, share);
            colours[3 * i + 2] = Mix(a.B, b.B, share);
        }

        return colours;
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share);

    private static void WriteChunk(Stream output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(name);
        output.Write(data);
        uint crc = Crc(Crc(uint.MaxValue, name), data) ^ uint.MaxValue;
        BinaryPrimitives.WriteUInt32BigEndian(number, crc);
        output.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data) crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
