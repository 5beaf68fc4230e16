using System.Buffers.Binary;
using Sargam.Decoding;

namespace Sargam.Tests.Features;

/// <summary>Reads the 16-bit mono WAV files of the reference data, and nothing else.</summary>
internal static class PcmWav
{
    public static AudioBuffer Read(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]);
        ReadOnlySpan<byte> chunk = bytes[12..];
        while (!chunk[..4].SequenceEqual("data"u8)) chunk = chunk[(8 + BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]))..];
        ReadOnlySpan<byte> data = chunk.Slice(8, BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]));
        var samples = new float[data.Length / 2];
        for (int i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / 32768f;
        return new AudioBuffer(samples, rate);
    }
}
