using System.Buffers.Binary;
using System.Text;
using Sargam.Scanning;

namespace Sargam.Tests.Scanning;

public sealed class TrackIdTests
{
    private static readonly byte[] Audio = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    public static TheoryData<string> Tags => ["id3v2", "id3v2 twice", "id3v1", "ape", "ape with header", "ape and id3v1", "everything"];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Tag_blocks_do_not_change_the_id(string tags) => Assert.Equal(IdOf(Audio), IdOf(WithTags(tags)));

    [Fact]
    public void The_id_is_the_beginning_of_the_hash_of_the_audio() => Assert.Equal(TrackIdContainers.HashOf(Audio), IdOf(Audio));

    [Fact]
    public void Flac_metadata_does_not_change_the_id()
    {
        byte[] one = [.. "fLaC"u8, 0x00, 0, 0, 3, 1, 2, 3, 0x84, 0, 0, 2, 9, 9, .. Audio];
        byte[] other = [.. "fLaC"u8, 0x80, 0, 0, 1, 7, .. Audio];

        Assert.Equal(IdOf(one), IdOf(other));
        Assert.Equal(IdOf(Audio), IdOf(one));
    }

    [Fact]
    public void Different_audio_has_a_different_id()
    {
        byte[] changed = [.. Audio];
        changed[2500] ^= 1;

        Assert.NotEqual(IdOf(Audio), IdOf(changed));
        Assert.Equal(32, IdOf(Audio).Length);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { (byte)'I', (byte)'D', (byte)'3' })]
    [InlineData(new byte[] { (byte)'f', (byte)'L', (byte)'a', (byte)'C', 0, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { (byte)'I', (byte)'D', (byte)'3', 4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F, 1 })]
    public void Damaged_tags_still_give_an_id(byte[] content) => Assert.Equal(32, IdOf(content).Length);

    public static TheoryData<string> Endless => ["id3v2", "flac", "ogg"];

    [Theory]
    [MemberData(nameof(Endless))]
    public void A_file_of_nothing_but_headers_is_given_up_and_hashed_as_it_is(string kind)
    {
        byte[] header = kind switch
        {
            "id3v2" => [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0],
            "flac" => [1, 0, 0, 0],
            _ => [.. "OggS"u8, .. new byte[23]],
        };
        byte[] file = [.. kind == "flac" ? "fLaC"u8 : [], .. Enumerable.Repeat(header, 100_000).SelectMany(bytes => bytes)];
        var stream = new ReadCountingStream(file);

        Assert.Equal(32, TrackId.Compute(stream, TestContext.Current.CancellationToken).Length);
        Assert.InRange(stream.ReadCount, 1, 2500);
    }

    [Fact]
    public void Walking_over_headers_can_be_cancelled()
    {
        byte[] boxes = [.. Enumerable.Repeat<byte[]>([0, 0, 0, 8, .. "ftyp"u8], 100_000).SelectMany(bytes => bytes)];
        using var cancellation = new CancellationTokenSource();
        var stream = new ReadCountingStream(boxes, atRead: 100, cancellation.Cancel);

        Assert.Throws<OperationCanceledException>(() => TrackId.Compute(stream, cancellation.Token));
        Assert.Equal(100, stream.ReadCount);
    }

    private sealed class ReadCountingStream(byte[] bytes, int atRead = int.MaxValue, Action? then = null) : MemoryStream(bytes)
    {
        public int ReadCount { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (++ReadCount == atRead) then?.Invoke();
            return base.Read(buffer, offset, count);
        }
    }

    private static string IdOf(byte[] content) => TrackId.Compute(new MemoryStream(content), TestContext.Current.CancellationToken);

    private static byte[] WithTags(string tags) => tags switch
    {
        "id3v2" => [.. Id3v2(200), .. Audio],
        "id3v2 twice" => [.. Id3v2(300), .. Id3v2(10), .. Audio],
        "id3v1" => [.. Audio, .. Id3v1()],
        "ape" => [.. Audio, .. Ape(withHeader: false)],
        "ape with header" => [.. Audio, .. Ape(withHeader: true)],
        "ape and id3v1" => [.. Audio, .. Ape(withHeader: true), .. Id3v1()],
        _ => [.. Id3v2(77), .. Audio, .. Ape(withHeader: true), .. Id3v1()],
    };

    private static byte[] Id3v2(int size) => [.. "ID3"u8, 4, 0, 0, 0, 0, (byte)(size >> 7), (byte)(size & 0x7F), .. new byte[size]];

    private static byte[] Id3v1() => [.. "TAG"u8, .. Encoding.ASCII.GetBytes("A title"), .. new byte[118]];

    private static byte[] Ape(bool withHeader)
    {
        const int ItemBytes = 40;
        var footer = new byte[32];
        "APETAGEX"u8.CopyTo(footer);
        BinaryPrimitives.WriteInt32LittleEndian(footer.AsSpan(12), ItemBytes + 32);
        footer[23] = withHeader ? (byte)0x80 : (byte)0;
        return [.. withHeader ? footer : [], .. new byte[ItemBytes], .. footer];
    }
}
