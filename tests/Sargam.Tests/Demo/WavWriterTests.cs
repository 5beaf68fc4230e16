using System.Buffers.Binary;
using System.Text;
using Sargam.Demo;

namespace Sargam.Tests.Demo;

public sealed class WavWriterTests
{
    [Fact]
    public void The_header_describes_mono_16_bit_pcm()
    {
        byte[] wav = Write(new float[5000], 22050);

        Assert.Equal(44 + 10_000, wav.Length);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(wav, 0, 4));
        Assert.Equal(wav.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(4)));
        Assert.Equal("WAVEfmt ", Encoding.ASCII.GetString(wav, 8, 8));
        Assert.Equal(16, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(16)));
        Assert.Equal(1, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(20)));
        Assert.Equal(1, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(22)));
        Assert.Equal(22050, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24)));
        Assert.Equal(44100, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(28)));
        Assert.Equal(2, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(32)));
        Assert.Equal(16, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(34)));
        Assert.Equal("data", Encoding.ASCII.GetString(wav, 36, 4));
        Assert.Equal(10_000, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(40)));
    }

    [Fact]
    public void Samples_are_rounded_and_limited()
    {
        byte[] wav = Write([0, 0.5f, -0.5f, 1, -1, 2, -2, 1.4f / 32768, -1.6f / 32768], 8000);

        short[] read = [.. Enumerable.Range(0, 9).Select(i => BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(44 + 2 * i)))];
        Assert.Equal([0, 16384, -16384, 32767, -32768, 32767, -32768, 1, -2], read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    public void No_sample_is_lost_between_blocks(int count)
    {
        float[] samples = [.. Enumerable.Range(0, count).Select(i => (i - 1000) / 32768f)];

        byte[] wav = Write(samples, 8000);

        Assert.Equal(44 + 2 * count, wav.Length);
        for (int i = 0; i < count; i++) Assert.Equal(i - 1000, BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(44 + 2 * i)));
    }

    [Fact]
    public void A_sample_rate_must_be_positive() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Write([0], 0));

    private static byte[] Write(float[] samples, int sampleRate)
    {
        using var stream = new MemoryStream();
        WavWriter.Write(stream, samples, sampleRate);
        return stream.ToArray();
    }
}
