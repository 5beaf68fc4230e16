using System.Diagnostics.CodeAnalysis;
using System.Text;
using Sargam.Numerics;
using Sargam.Scanning.Tags;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning.Tags;

public sealed class TagReaderFuzzTests
{
    private const int MutationsPerFile = 400;
    private const long MaxAllocation = 16L << 20;
    private static readonly byte[][] Extremes = [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0x7F, 0x7F, 0x7F, 0x7F], [0, 0, 0, 1], [0x80, 0, 0, 0]];

    public static TheoryData<string> Formats => [.. Examples().Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Mutated_files_never_throw_nor_take_much(string format)
    {
        byte[] example = Examples()[format];
        Assert.False(Read(example).IsEmpty);
        for (ulong seed = 0; seed < MutationsPerFile; seed++)
        {
            byte[] mutant = Mutate(example, new Rng(seed));
            long before = GC.GetAllocatedBytesForCurrentThread();
            TrackTags tags = ReadOrFail(mutant, format, seed);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MaxAllocation, $"{format}, seed {seed} allocates too much");
            AssertClean(tags, $"{format}, seed {seed}");
        }
    }

    [Fact]
    public void Files_cut_anywhere_never_throw()
    {
        foreach ((string format, byte[] example) in Examples())
        {
            for (int length = 0; length < example.Length; length += 1 + length / 40) ReadOrFail(example[..length], format, (ulong)length);
        }
    }

    [Fact]
    public void A_megabyte_of_tiny_frames_is_given_up_soon()
    {
        byte[] frames = [.. Enumerable.Repeat(Frame("TXXX", Text("x")), 200_000).SelectMany(frame => frame)];
        using var id3 = new CountingStream(Id3v2(3, 0, frames));
        using var mp4 = new CountingStream([.. Box("ftyp", new byte[8]), .. Enumerable.Repeat(Box("free", []), 500_000).SelectMany(box => box)]);
        using var unsynchronised = new CountingStream(Id3v2(3, 0x80, Frame("APIC", new byte[30 << 20])));

        TagReader.Read(id3);
        TagReader.Read(mp4);
        TagReader.Read(unsynchronised);

        Assert.True(id3.BytesRead < 1 << 20 && mp4.BytesRead < 1 << 20, $"{id3.BytesRead} and {mp4.BytesRead} bytes read");
        Assert.True(unsynchronised.BytesRead <= 8 << 20, $"{unsynchronised.BytesRead} bytes read");
    }

    [Fact]
    public void Text_beyond_a_megabyte_is_not_read()
    {
        string large = new('x', 120 << 10);
        using var stream = new CountingStream(Flac([.. VorbisComments([.. Enumerable.Repeat($"GENRE={large}", 60)])]));

        TagReader.Read(stream);

        Assert.InRange(stream.BytesRead, 1, (1 << 20) + 20_000);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Any exception at all is what the test is about.")]
    private static TrackTags ReadOrFail(byte[] file, string format, ulong seed)
    {
        try
        {
            return Read(file);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{format}, seed {seed}: {error.Message}", error);
        }
    }

    private static void AssertClean(TrackTags tags, string what)
    {
        foreach (string text in new[] { tags.Title, tags.Artist, tags.AlbumArtist, tags.Album, tags.Genre, tags.Language, tags.LyricsLanguage })
        {
            Assert.True(text.Length <= 500 && !text.Any(char.IsControl) && text == text.Trim(), $"{what}: {text}");
        }

        Assert.True(tags.Lyrics.Length <= 32_000 && !tags.Lyrics.Any(c => char.IsControl(c) && c != '\n'), what);
        Assert.Equal(tags.Title, new UTF8Encoding(false, true).GetString(new UTF8Encoding(false, true).GetBytes(tags.Title)));
    }

    private static byte[] Mutate(byte[] example, Rng rng)
    {
        byte[] mutant = [.. example];
        int changes = 1 + rng.NextInt(4);
        for (int i = 0; i < changes; i++)
        {
            int at = rng.NextInt(mutant.Length);
            switch (rng.NextInt(5))
            {
                case 0:
                    mutant[at] = (byte)rng.NextInt(256);
                    break;
                case 1:
                    mutant[at] ^= (byte)(1 << rng.NextInt(8));
                    break;
                case 2:
                    byte[] extreme = Extremes[rng.NextInt(Extremes.Length)];
                    extreme.AsSpan(0, Math.Min(4, mutant.Length - at)).CopyTo(mutant.AsSpan(at));
                    break;
                case 3:
                    int from = rng.NextInt(mutant.Length);
                    int length = Math.Min(1 + rng.NextInt(40), mutant.Length - Math.Max(at, from));
                    mutant.AsSpan(from, length).ToArray().CopyTo(mutant.AsSpan(at));
                    break;
                default:
                    if (mutant.Length > 32) mutant = [.. mutant[..at], .. mutant[Math.Min(mutant.Length, at + 1 + rng.NextInt(8))..], 0];
                    break;
            }
        }

        return mutant;
    }

    private static Dictionary<string, byte[]> Examples()
    {
        byte[] id3Frames = [.. Frame("TIT2", Text("Title", Utf16)), .. Frame("TXXX", Text("LANGUAGE\0ben")), .. Frame("USLT", UnsyncedLyrics("eng", "d", "la\nla")), .. Frame("APIC", new byte[60]), .. Frame("TCON", Text("(4)(17)x"))];
        return new Dictionary<string, byte[]>
        {
            ["id3v2.2"] = [.. Id3v2(2, 0, Frame22("TT2", Text("Title")), Frame22("ULT", UnsyncedLyrics("ben", "", "x"))), .. Mpeg],
            ["id3v2.3"] = [.. Id3v2(3, 0, id3Frames), .. Mpeg],
            ["id3v2.3 unsynchronised"] = [.. Id3v2(3, 0x80, Unsynchronise(id3Frames)), .. Mpeg],
            ["id3v2.3 extended header"] = [.. Id3v2(3, 0x40, [0, 0, 0, 6, 0, 0, 0, 0, 0, 0, .. id3Frames]), .. Mpeg],
            ["id3v2.4"] = [.. Id3v2(4, 0x80, Frame24("TIT2", Text("A\0B", Utf8), 0x02), Frame24("TPE1", [0, 0, 0, 9, .. Text("Who", Utf16BigEndian)], 0x01)), .. Mpeg],
            ["id3v1 and ape"] = [.. Mpeg, .. Ape(true, ("Title", "A\0B"u8.ToArray(), 0), ("Cover", new byte[30], 2)), .. Id3v1(Ascii("Title"), "Who", "1999", 3, 4)],
            ["flac"] = Flac(VorbisComments("TITLE=Title", "GENRE=Folk", "LYRICS=la\nla"), 30),
            ["ogg"] = OggVorbis("TITLE=Title", $"METADATA_BLOCK_PICTURE={new string('A', 2000)}", "GENRE=Folk"),
            ["mp4"] = Mp4(Item("©nam", 1, "Title"u8.ToArray()), Item("gnre", 0, [0, 3]), FreeForm("LANGUAGE", "eng"), Item("trkn", 0, [0, 0, 0, 1])),
            ["wav"] = Wav(Chunk("fmt ", new byte[16]), Chunk("LIST", [.. "INFO"u8, .. Chunk("INAM", "Title\0"u8.ToArray())]), Chunk("data", new byte[9]), Chunk("id3 ", Id3v2(3, 0, id3Frames))),
            ["aiff"] = Aiff(AiffChunk("NAME", "Title"u8.ToArray()), AiffChunk("SSND", new byte[9]), AiffChunk("ID3 ", Id3v2(3, 0, id3Frames))),
            ["asf"] = Asf("Title", "Who", ("WM/Genre", 0, Encoding.Unicode.GetBytes("Pop\0")), ("WM/TrackNumber", 3, LittleEndian(3)), ("WM/Picture", 1, new byte[40])),
        };
    }
}
