using Sargam.Decoding;
using Sargam.Decoding.Wav;

namespace Sargam.Tests.Decoding.Wav;

public sealed class WavDecoderTests
{
    private static readonly short[] Samples = [0, 1, -1, 12345, -12345, short.MaxValue, short.MinValue];

    [Fact]
    public async Task Sixteen_bit_samples_are_divided_by_32768()
    {
        float[] decoded = await WavBuilder.Of(Samples).DecodeAsync();

        Assert.Equal(Signals.Floats(Samples), decoded);
    }

    [Fact]
    public async Task Eight_bit_samples_are_unsigned_around_128()
    {
        float[] decoded = await new WavBuilder { Bits = 8, Data = [0, 1, 127, 128, 129, 255] }.DecodeAsync();

        Assert.Equal([-1f, -127 / 128f, -1 / 128f, 0f, 1 / 128f, 127 / 128f], decoded);
    }

    [Fact]
    public async Task Twenty_four_bit_samples_keep_their_sign_and_every_bit()
    {
        byte[] data = [0, 0, 0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0x80, 0x56, 0x34, 0x12];
        float[] decoded = await new WavBuilder { Bits = 24, Data = data }.DecodeAsync();

        Assert.Equal([0f, 1 / 8388608f, -1 / 8388608f, 8388607 / 8388608f, -1f, 0x123456 / 8388608f], decoded);
    }

    [Fact]
    public async Task Thirty_two_bit_samples_are_divided_by_two_to_the_31()
    {
        int[] values = [0, 1 << 30, -(1 << 30), int.MinValue, int.MaxValue, 1];
        float[] decoded = await new WavBuilder { Bits = 32, Data = Signals.Bytes<int>(values) }.DecodeAsync();

        Assert.Equal([0f, 0.5f, -0.5f, -1f, 1f, 1 / 2147483648f], decoded);
    }

    [Fact]
    public async Task Floats_are_passed_on_bit_by_bit_even_when_they_are_no_numbers()
    {
        float[] values = [0f, -0f, 1.5f, -3e38f, 1e-45f, float.NaN, float.PositiveInfinity];
        float[] decoded = await new WavBuilder { Tag = 3, Bits = 32, Data = Signals.Bytes<float>(values) }.DecodeAsync();

        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), decoded.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public async Task Doubles_become_the_nearest_floats()
    {
        double[] values = [0, 1.0 / 3, -1.0 / 3, 1e-60, double.NaN, Math.PI, 0.1];
        float[] decoded = await new WavBuilder { Tag = 3, Bits = 64, Data = Signals.Bytes<double>(values) }.DecodeAsync();

        Assert.Equal([.. values.Select(v => (float)v)], decoded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(64)]
    public async Task Channels_stay_interleaved(int channels)
    {
        short[] samples = Signals.Ramp(channels * 5000);
        await using IAudioStream stream = await WavBuilder.Of(samples, (ushort)channels, 44100).OpenAsync();

        Assert.Equal(new AudioFormat(44100, channels, 5000, "pcm_s16le"), stream.Format);
        Assert.Equal(Signals.Floats(samples), await Signals.ReadAllAsync(stream, framesPerBlock: 777));
    }

    [Fact]
    public async Task A_long_file_is_read_whole_however_large_the_buffer()
    {
        short[] samples = Signals.Ramp(400_000);
        await using IAudioStream stream = await WavBuilder.Of(samples).OpenAsync();

        Assert.Equal(Signals.Floats(samples), await Signals.ReadAllAsync(stream, framesPerBlock: 1_000_000));
    }

    [Theory]
    [InlineData(1, 16, "pcm_s16le")]
    [InlineData(1, 24, "pcm_s24le")]
    [InlineData(3, 32, "pcm_f32le")]
    [InlineData(3, 64, "pcm_f64le")]
    public async Task An_extensible_header_names_its_codec_by_sub_format(int tag, int bits, string codec)
    {
        var file = new WavBuilder { Tag = (ushort)tag, Bits = (ushort)bits, ValidBits = (ushort)bits, Data = new byte[bits] };
        await using IAudioStream stream = await file.OpenAsync();

        Assert.Equal(codec, stream.Format.Codec);
        Assert.Equal(8, stream.Format.FrameCount);
    }

    [Fact]
    public async Task Twenty_valid_bits_of_twenty_four_are_at_the_top()
    {
        float[] decoded = await new WavBuilder { Bits = 24, ValidBits = 20, Data = [0xF0, 0xFF, 0x7F] }.DecodeAsync();

        Assert.Equal([0x7FFFF0 / 8388608f], decoded);
    }

    [Fact]
    public async Task Chunks_of_any_length_may_stand_anywhere()
    {
        (string, byte[])[] chunks = [("JUNK", new byte[28]), ("LIST", new byte[7]), ("bext", new byte[603]), ("fact", new byte[4])];
        WavBuilder file = WavBuilder.Of(Samples) with { Before = chunks, Between = chunks, After = chunks };

        float[] expected = Signals.Floats(Samples);
        Assert.Equal(expected, await file.DecodeAsync());
        Assert.Equal(expected, await (file with { FormatLast = true }).DecodeAsync());
        Assert.Equal(expected, await (file with { FormatLength = 18 }).DecodeAsync());
    }

    [Fact]
    public async Task An_odd_data_chunk_is_padded_before_the_next_one()
    {
        var file = new WavBuilder { Bits = 8, Data = [128, 255, 0], FormatLast = true };
        float[] decoded = await file.DecodeAsync();

        Assert.Equal([0f, 127 / 128f, -1f], decoded);
    }

    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public async Task A_64_bit_size_counts_where_the_32_bit_one_is_full(string magic)
    {
        WavBuilder file = WavBuilder.Of(Samples) with
        {
            Magic = magic,
            RiffSize = 0xFFFFFFFF,
            DataSize = 0xFFFFFFFF,
            Ds64DataSize = (ulong)Samples.Length * 2,
            After = [("LIST", new byte[10])],
        };

        Assert.Equal(Signals.Floats(Samples), await file.DecodeAsync());
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(36u, 0u)]
    [InlineData(0xFFFFFFFFu, 0xFFFFFFFFu)]
    [InlineData(0x7FFFF024u, 0x7FFFF000u)]
    public async Task Audio_that_was_written_to_a_pipe_goes_to_the_end_of_the_file(uint riffSize, uint dataSize)
    {
        WavBuilder file = WavBuilder.Of(Samples) with { RiffSize = riffSize, DataSize = dataSize };

        Assert.Equal(Signals.Floats(Samples), await file.DecodeAsync());
    }

    [Fact]
    public async Task An_empty_data_chunk_in_a_finished_file_is_empty()
    {
        Assert.Empty(await new WavBuilder().DecodeAsync());
        Assert.Empty(await new WavBuilder { After = [("LIST", new byte[100])] }.DecodeAsync());
    }

    [Fact]
    public async Task A_torn_frame_at_the_end_is_left_out()
    {
        var file = new WavBuilder { Channels = 2, Data = [1, 0, 2, 0, 3, 0, 4] };

        Assert.Equal(Signals.Floats([1, 2]), await file.DecodeAsync());
    }

    [Fact]
    public async Task Seeking_goes_to_the_very_frame()
    {
        short[] samples = Signals.Ramp(30_000);
        await using IAudioStream stream = await WavBuilder.Of(samples, channels: 2).OpenAsync();
        await stream.SeekAsync(12_345, TestContext.Current.CancellationToken);

        Assert.Equal(Signals.Floats(samples[24_690..]), await Signals.ReadAllAsync(stream));
    }

    [Theory]
    [InlineData(15_000)]
    [InlineData(long.MaxValue)]
    public async Task Beyond_the_end_there_is_nothing(long frame)
    {
        await using IAudioStream stream = await WavBuilder.Of(Signals.Ramp(30_000), channels: 2).OpenAsync();
        await stream.SeekAsync(frame, TestContext.Current.CancellationToken);

        Assert.Empty(await Signals.ReadAllAsync(stream));
    }

    [Fact]
    public async Task A_buffer_that_holds_no_whole_frames_is_the_callers_mistake()
    {
        await using IAudioStream stream = await WavBuilder.Of(Samples[..6], channels: 2).OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await stream.ReadAsync(new float[3], CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await stream.ReadAsync(Memory<float>.Empty, CancellationToken.None));
    }

    [Fact]
    public void A_wav_file_is_known_by_its_first_bytes()
    {
        var decoder = new WavDecoder();

        Assert.True(decoder.CanDecode(new WavBuilder().Build()));
        Assert.True(decoder.CanDecode(new WavBuilder { Magic = "RF64" }.Build()));
        Assert.False(decoder.CanDecode(new WavBuilder { Form = "AVI " }.Build()));
        Assert.False(decoder.CanDecode("RIFF"u8));
        Assert.False(decoder.CanDecode([]));
    }
}
