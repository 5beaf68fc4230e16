using Sargam.Decoding;
using Sargam.Decoding.Wav;

namespace Sargam.Tests.Decoding.Wav;

public sealed class WavCorruptionTests
{
    private static readonly WavBuilder Sound = WavBuilder.Of(Signals.Ramp(1000));

    [Fact]
    public async Task A_truncated_file_says_how_much_is_missing()
    {
        string reason = await (Sound with { DataSize = 5000 }).ReasonAsync();

        Assert.Equal("the file ends early: the header promises 5000 bytes of audio, 2000 are there", reason);
    }

    [Fact]
    public async Task A_truncated_64_bit_file_says_how_much_is_missing()
    {
        WavBuilder file = Sound with { Magic = "RF64", DataSize = 0xFFFFFFFF, Ds64DataSize = 1UL << 63 };

        Assert.Equal("the file ends early: the header promises 9223372036854775808 bytes of audio, 2000 are there", await file.ReasonAsync());
    }

    [Fact]
    public async Task A_chunk_larger_than_the_file_hides_what_follows()
    {
        byte[] bytes = (Sound with { Between = [("LIST", new byte[8])] }).Build();
        int sizeAt = Array.IndexOf(bytes, (byte)'L') + 4;
        BitConverter.GetBytes(0xFFFFFFF0u).CopyTo(bytes, sizeAt);

        Assert.Equal("not a usable WAV file: the data chunk is missing", await ReasonAsync(bytes));
    }

    [Theory]
    [InlineData("fmt")]
    [InlineData("data")]
    public async Task A_missing_chunk_is_named(string chunk)
    {
        WavBuilder file = Sound with { HasFormat = chunk != "fmt", HasData = chunk != "data" };

        Assert.Equal($"not a usable WAV file: the {chunk} chunk is missing", await file.ReasonAsync());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(999u)]
    [InlineData(768_001u)]
    [InlineData(uint.MaxValue)]
    public async Task An_absurd_rate_is_named(uint rate) =>
        Assert.Contains($"a sample rate of {rate} Hz", await (Sound with { SampleRate = rate }).ReasonAsync(), StringComparison.Ordinal);

    [Theory]
    [InlineData(1_000u)]
    [InlineData(768_000u)]
    public async Task The_outermost_rates_are_accepted(uint rate) =>
        Assert.Equal(1000, (await (Sound with { SampleRate = rate }).DecodeAsync()).Length);

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(65535)]
    public async Task An_absurd_number_of_channels_is_named(int channels)
    {
        WavBuilder file = Sound with { Channels = (ushort)channels };

        Assert.Contains($"{channels} channels", await file.ReasonAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_frame_size_that_contradicts_the_rest_is_damage(int blockAlign)
    {
        WavBuilder file = Sound with { BlockAlign = (ushort)blockAlign };

        Assert.Equal($"damaged WAV header: 1 channels of 16 bits take 2 bytes a frame, the header says {blockAlign}", await file.ReasonAsync());
    }

    [Fact]
    public async Task A_short_format_chunk_is_damage()
    {
        Assert.Contains("14 bytes long", await (Sound with { FormatLength = 14 }).ReasonAsync(), StringComparison.Ordinal);
        Assert.Contains("38 bytes long", await (Sound with { ValidBits = 16, FormatLength = 38 }).ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_valid_bits_than_bits_are_damage() =>
        Assert.Contains("17 valid bits", await (Sound with { ValidBits = 17 }).ReasonAsync(), StringComparison.Ordinal);

    [Theory]
    [InlineData(0x0055, 0, "WAV with MP3 (codec 0x0055) needs ffmpeg to decode")]
    [InlineData(0x0002, 4, "WAV with Microsoft ADPCM (codec 0x0002) needs ffmpeg to decode")]
    [InlineData(0x0007, 8, "WAV with mu-law (codec 0x0007) needs ffmpeg to decode")]
    [InlineData(0x1234, 16, "WAV with a compressed format (codec 0x1234) needs ffmpeg to decode")]
    [InlineData(0x0001, 12, "WAV with 12-bit PCM needs ffmpeg to decode")]
    [InlineData(0x0003, 16, "WAV with 16-bit floats needs ffmpeg to decode")]
    public async Task Another_codec_is_a_case_for_another_decoder(int tag, int bits, string reason)
    {
        WavBuilder file = Sound with { Tag = (ushort)tag, Bits = (ushort)bits };
        var exception = await Assert.ThrowsAsync<AudioDecodeException>(async () => await file.OpenAsync());

        Assert.Equal(reason, exception.Message);
        Assert.True(exception.IsUnsupported);
    }

    [Fact]
    public async Task Big_endian_and_unknown_sub_formats_are_cases_for_another_decoder()
    {
        var bigEndian = await Assert.ThrowsAsync<AudioDecodeException>(async () => await (Sound with { Magic = "RIFX" }).OpenAsync());
        var unknown = await Assert.ThrowsAsync<AudioDecodeException>(
            async () => await (Sound with { ValidBits = 16, SubFormatTail = new byte[14] }).OpenAsync());

        Assert.Equal("big-endian WAV (RIFX) needs ffmpeg to decode", bigEndian.Message);
        Assert.True(bigEndian.IsUnsupported);
        Assert.True(unknown.IsUnsupported);
    }

    [Fact]
    public async Task An_endless_list_of_chunks_is_left()
    {
        WavBuilder file = Sound with { Before = [.. Enumerable.Repeat(("JUNK", Array.Empty<byte>()), WavHeaderReader.MaxChunkCount + 1)] };

        Assert.Contains("more than 1000 chunks", await file.ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_truncation_of_a_file_gives_a_reason()
    {
        byte[] bytes = (Sound with { Before = [("bext", new byte[33])], Data = new byte[100] }).Build();
        for (int length = 0; length < bytes.Length; length++) Assert.NotEmpty(await ReasonAsync(bytes[..length]));
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_read_gives_a_reason()
    {
        var stream = new MemoryStream();
        stream.Write(Sound.Build());
        await using IAudioStream audio = await WavDecoder.OpenAsync(stream, TestContext.Current.CancellationToken);
        stream.SetLength(500);

        var exception = await Assert.ThrowsAsync<AudioDecodeException>(() => Signals.ReadAllAsync(audio));
        Assert.Equal("the file became shorter while it was read", exception.Message);
    }

    private static async Task<string> ReasonAsync(byte[] bytes) =>
        (await Assert.ThrowsAsync<AudioDecodeException>(
            async () => await WavDecoder.OpenAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken))).Message;
}
