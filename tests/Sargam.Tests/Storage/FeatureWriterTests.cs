using Sargam.Storage;

namespace Sargam.Tests.Storage;

public sealed class FeatureWriterTests : IDisposable
{
    private readonly ShardFiles _files = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Rows_reach_the_disk_after_some_seconds_and_at_the_end()
    {
        using (var writer = new FeatureWriter(_files.Open(), _clock))
        {
            Add(writer, 1);
            _clock.Seconds = 1;
            Add(writer, 2);
            Assert.False(Directory.Exists(_files.Folder));
            _clock.Seconds = 4;
            Add(writer, 3);
            Assert.Single(_files.Shards());
            Add(writer, 4);
            ShardFiles.AssertHolds(_files.OpenRead(), 1, 2, 3);
        }

        ShardFiles.AssertHolds(_files.OpenRead(), 1, 2, 3, 4);
    }

    [Fact]
    public void Many_rows_do_not_wait_for_the_clock()
    {
        using var writer = new FeatureWriter(FeatureStore.Open(_files.Workspace, _files.Schema, "all"), _clock);
        for (int i = 0; i < 4095; i++) Add(writer, i);
        Assert.False(Directory.Exists(_files.Folder));
        Add(writer, 4095);

        Assert.Equal(4096, _files.OpenRead().Count);
    }

    [Fact]
    public void Threads_may_share_it()
    {
        using (var writer = new FeatureWriter(_files.Open(), _clock))
        {
            Parallel.For(0, 200, i => Add(writer, i));
        }

        ShardFiles.AssertHolds(_files.OpenRead(), [.. Enumerable.Range(0, 200)]);
    }

    [Fact]
    public void What_cannot_be_stored_fails_once()
    {
        using var writer = new FeatureWriter(_files.Open(), _clock);
        writer.Add(ShardFiles.Track("bad"), [1, 2, float.NaN]);

        Assert.Throws<ArgumentException>(writer.Flush);
        Add(writer, 1);
        writer.Flush();
        ShardFiles.AssertHolds(_files.OpenRead(), 1);
    }

    private static void Add(FeatureWriter writer, int number) => writer.Add(ShardFiles.Track(ShardFiles.Id(number)), ShardFiles.Row(number));

    private sealed class ManualClock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
