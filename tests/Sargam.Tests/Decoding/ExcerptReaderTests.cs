using Sargam.Decoding;

namespace Sargam.Tests.Decoding;

/// <summary>Containers that are wrong about their length.</summary>
public sealed class ExcerptReaderTests
{
    private const int SampleRate = 1000;

    /// <summary>Stated length (-1: none), true length, rule, and the part expected.</summary>
    [Theory]
    [InlineData(-1, 100_000, "30s@middle", 35_000, 30_000)]
    [InlineData(-1, 40_000, "30s@middle", 0, 40_000)]
    [InlineData(-1, 100_000, "30s@start", 0, 30_000)]
    [InlineData(-1, 100_000, "all", 0, 100_000)]
    [InlineData(-1, 46_000, "30s@middle", 8_000, 30_000)]
    [InlineData(2_000_000, 100_000, "30s@middle", 35_000, 30_000)]
    [InlineData(110_000, 60_000, "30s@middle", 15_000, 30_000)]
    [InlineData(2_000_000, 20_000, "30s@middle", 0, 20_000)]
    [InlineData(10_000, 100_000, "30s@middle", 35_000, 30_000)]
    [InlineData(10_000, 100_000, "30s@start", 0, 30_000)]
    [InlineData(0, 100_000, "30s@middle", 35_000, 30_000)]
    [InlineData(10_000, 100_000, "all", 0, 100_000)]
    [InlineData(100_000, 100_000, "30s@middle", 35_000, 30_000)]
    [InlineData(100_000, 80_000, "30s@start", 0, 30_000)]
    public async Task The_excerpt_is_right_though_the_stated_length_is_wrong(long stated, int real, string rule, int start, int count)
    {
        (Excerpt excerpt, FakeDecoder decoder) = await ReadAsync(stated < 0 ? null : stated, real, rule);

        Assert.Equal(start, excerpt.Start);
        Assert.Equal([.. Enumerable.Range(start, count).Select(i => (float)i)], excerpt.Samples);
        Assert.Equal(decoder.OpenCount, decoder.DisposeCount);
    }

    [Fact]
    public async Task A_right_length_needs_one_pass_over_the_excerpt_only()
    {
        (_, FakeDecoder decoder) = await ReadAsync(1_000_000, 1_000_000, "30s@middle");

        Assert.Equal(1, decoder.OpenCount);
        Assert.Equal(30_000, decoder.FramesRead);
    }

    [Fact]
    public async Task The_duration_is_counted_where_the_container_does_not_tell()
    {
        Assert.Equal(100_000, (await ReadAsync(null, 100_000, "30s@start")).Excerpt.FrameCount);
        Assert.Equal(100_000, (await ReadAsync(null, 100_000, "30s@middle")).Excerpt.FrameCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(100_000L)]
    public async Task No_frames_at_all_is_a_reason(long? stated)
    {
        var exception = await Assert.ThrowsAsync<AudioDecodeException>(() => ReadAsync(stated, 0, "30s@middle"));

        Assert.Equal("the file holds no audio", exception.Message);
    }

    private static async Task<(Excerpt Excerpt, FakeDecoder Decoder)> ReadAsync(long? stated, int real, string rule)
    {
        var decoder = new FakeDecoder(stated, real);
        var options = new AudioLoaderOptions { SampleRate = SampleRate, Excerpt = ExcerptRule.Parse(rule) };
        await using IAudioStream stream = await decoder.OpenAsync("track", TestContext.Current.CancellationToken);
        Excerpt excerpt = await new ExcerptReader(decoder, "track", options).ReadAsync(stream, TestContext.Current.CancellationToken);
        await stream.DisposeAsync();
        return (excerpt, decoder);
    }

    /// <summary>Frame i holds the value i; blocks come in odd sizes.</summary>
    private sealed class FakeDecoder(long? stated, int real) : IAudioDecoder
    {
        public string Name => "fake";

        public int OpenCount { get; private set; }

        public int DisposeCount { get; private set; }

        public long FramesRead { get; private set; }

        public bool CanDecode(ReadOnlySpan<byte> header) => true;

        public ValueTask<IAudioStream> OpenAsync(string path, CancellationToken cancellationToken)
        {
            OpenCount++;
            return ValueTask.FromResult<IAudioStream>(new Stream(this, new AudioFormat(SampleRate, 1, stated), real));
        }

        private sealed class Stream(FakeDecoder owner, AudioFormat format, int real) : IAudioStream
        {
            private long _frame;
            private bool _isDisposed;

            public AudioFormat Format => format;

            public ValueTask SeekAsync(long frame, CancellationToken cancellationToken)
            {
                _frame = frame;
                return ValueTask.CompletedTask;
            }

            public ValueTask<int> ReadAsync(Memory<float> interleaved, CancellationToken cancellationToken)
            {
                int frames = (int)Math.Clamp(real - _frame, 0, Math.Min(interleaved.Length, 997));
                for (int i = 0; i < frames; i++) interleaved.Span[i] = _frame + i;
                _frame += frames;
                owner.FramesRead += frames;
                return ValueTask.FromResult(frames);
            }

            public ValueTask DisposeAsync()
            {
                if (!_isDisposed) owner.DisposeCount++;
                _isDisposed = true;
                return ValueTask.CompletedTask;
            }
        }
    }
}
