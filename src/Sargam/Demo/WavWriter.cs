using System.Buffers.Binary;

namespace Sargam.Demo;

/// <summary>Writes RIFF WAVE files: mono, 16-bit PCM.</summary>
public static class WavWriter
{
    private const int HeaderLength = 44;
    private const int BytesPerSample = 2;

    /// <summary>
    /// Writes header and samples from first to last byte, so that the stream may be a pipe. A sample is scaled by 32,768,
    /// rounded, and limited to 16 bits.
    /// </summary>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="samples">Samples in [-1, 1], at most 2^30 - 19 of them; not NaN.</param>
    /// <param name="sampleRate">Samples per second, at least 1.</param>
    public static void Write(Stream stream, ReadOnlySpan<float> samples, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples.Length, (int.MaxValue - HeaderLength) / BytesPerSample, nameof(samples));
        Span<byte> header = stackalloc byte[HeaderLength];
        WriteHeader(header, samples.Length * BytesPerSample, sampleRate);
        stream.Write(header);
        Span<byte> block = stackalloc byte[4096];
        while (samples.Length > 0)
        {
            int count = Math.Min(samples.Length, block.Length / BytesPerSample);
            for (int i = 0; i < count; i++) BinaryPrimitives.WriteInt16LittleEndian(block[(BytesPerSample * i)..], Quantise(samples[i]));
            stream.Write(block[..(BytesPerSample * count)]);
            samples = samples[count..];
        }
    }

    private static short Quantise(float sample) => (short)Math.Clamp(MathF.Round(sample * 32768), short.MinValue, short.MaxValue);

    private static void WriteHeader(Span<byte> header, int dataLength, int sampleRate)
    {
        const short Pcm = 1;
        const short ChannelCount = 1;
        const short BitsPerSample = 8 * BytesPerSample;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderLength - 8 + dataLength);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], Pcm);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], ChannelCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], sampleRate * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], BitsPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], dataLength);
    }
}
