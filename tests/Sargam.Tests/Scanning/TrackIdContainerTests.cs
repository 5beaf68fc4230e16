using System.Diagnostics.CodeAnalysis;
using Sargam.Numerics;
using Sargam.Scanning;
using Sargam.Tests.Scanning.Tags;
using static Sargam.Tests.Scanning.Tags.TagBytes;
using static Sargam.Tests.Scanning.TrackIdContainers;

namespace Sargam.Tests.Scanning;

public sealed class TrackIdContainerTests
{
    private const int MutationsPerFile = 300;

    public static TheoryData<string> Containers => [.. All.Keys];

    /// <summary>Structures that are not understood: all of the file counts.</summary>
    public static TheoryData<string> Damages => [.. Damaged().Keys];

    [Theory]
    [MemberData(nameof(Containers))]
    public void Exactly_the_audio_counts(string container)
    {
        Example example = All[container];

        foreach (byte[] file in example.Files) Assert.Equal(HashOf(example.Counts), IdOf(file));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void One_other_byte_of_audio_is_another_id(string container)
    {
        foreach (byte[] file in All[container].Files)
        {
            byte[] changed = [.. file];
            int audio = changed.AsSpan().LastIndexOf(Audio.AsSpan(4000, 100));
            changed[audio + 50] ^= 1;

            Assert.NotEqual(IdOf(file), IdOf(changed));
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void All_of_a_damaged_file_counts(string damage) => Assert.Equal(HashOf(Damaged()[damage]), IdOf(Damaged()[damage]));

    [Fact]
    public void Audio_that_is_cut_counts_up_to_the_end()
    {
        byte[] wav = Wav(Chunk("LIST", new byte[8]), Chunk("fmt ", Format), Chunk("data", Audio));
        byte[] mp4 = [.. Box("ftyp", new byte[8]), .. Box("free", []), .. Box("mdat", Audio)];
        byte[] ogg = Vorbis(9, 1);

        Assert.Equal(HashOf([.. Format, .. Audio[..^99]]), IdOf(wav[..^100]));
        Assert.Equal(HashOf(Audio[..^100]), IdOf(mp4[..^100]));
        Assert.Equal(HashOf(All["vorbis"].Counts[..^100]), IdOf(ogg[..^100]));
    }

    [Fact]
    public void Wav_whose_length_was_not_known_counts_up_to_the_end()
    {
        byte[] file = [.. Wav(Chunk("fmt ", Format)), .. "data"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. Audio];

        Assert.Equal(HashOf([.. Format, .. Audio]), IdOf(file));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Mutated_files_never_throw_and_are_read_at_most_a_few_times(string container)
    {
        byte[][] files = All[container].Files;
        for (ulong seed = 0; seed < MutationsPerFile; seed++)
        {
            var rng = new Rng(seed);
            byte[] mutant = Mutate(files[rng.NextInt(files.Length)], rng);
            using var stream = new CountingStream(mutant);

            string id = ComputeOrFail(stream, $"{container}, seed {seed}");

            Assert.True(id.Length == 32 && id == IdOf(mutant), $"{container}, seed {seed}: {id}");
            Assert.True(stream.BytesRead <= (3 * mutant.Length) + 4096, $"{container}, seed {seed}: {stream.BytesRead} of {mutant.Length} bytes read");
        }
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Files_cut_anywhere_have_an_id(string container)
    {
        foreach (byte[] file in All[container].Files)
        {
            for (int length = 0; length < file.Length; length += 1 + (length / 30))
            {
                using var stream = new MemoryStream(file[..length]);
                Assert.Equal(32, ComputeOrFail(stream, $"{container}, {length} bytes").Length);
            }
        }
    }

    [Fact]
    public void Errors_of_the_disk_and_cancellation_are_not_swallowed()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        foreach (Example example in All.Values)
        {
            using var failing = new FailingStream(example.Files[0]);
            using var whole = new MemoryStream(example.Files[0]);

            Assert.Throws<IOException>(() => TrackId.Compute(failing, TestContext.Current.CancellationToken));
            Assert.Throws<OperationCanceledException>(() => TrackId.Compute(whole, cancelled.Token));
        }
    }

    private static Dictionary<string, byte[]> Damaged()
    {
        byte[] wav = WavFile([], []);
        byte[] mp4 = Mp4File(Box("mdat", Audio));
        byte[] opus = All["opus"].Files[0];
        return new()
        {
            ["wav without format"] = Wav(Chunk("data", Audio)),
            ["wav without audio"] = Wav(Chunk("fmt ", Format), Chunk("LIST", Audio)),
            ["wav with a size of zero"] = [.. Wav(Chunk("fmt ", Format), Chunk("data", [])), .. Audio],
            ["riff of another kind"] = [.. wav[..8], .. "AVI "u8, .. wav[12..]],
            ["rf64 with a size of zero"] = [.. "RF64"u8, 0, 0, 0, 0, .. "WAVE"u8, .. Chunk("ds64", new byte[28]), .. Chunk("fmt ", Format), .. "data"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. Audio],
            ["aiff with an empty chunk of audio"] = Aiff(AiffChunk("COMM", Format), AiffChunk("SSND", new byte[8]), AiffChunk("XXXX", Audio)),
            ["aiff without a description"] = Aiff(AiffChunk("SSND", Audio)),
            ["mp4 without audio"] = Mp4File([.. Box("mdat", []), .. Box("free", Audio)]),
            ["mp4 with a cut header"] = mp4[..^20],
            ["mp4 with audio behind a wrong size"] = Mp4File([.. Box("mdat", Audio[..100]), 0, 0, 0xFF, 0xF0, .. Audio]),
            ["mp4 with a long size below the header's"] = [.. Box("ftyp", new byte[8]), .. Box("mdat", Audio), 0, 0, 0, 1, .. "free"u8, .. new byte[7], 9, .. Audio],
            ["mp4 with a name of zeros"] = [.. mp4, .. new byte[20]],
            ["asf without packets"] = [.. Asf("A", "B"), .. Audio],
            ["asf with a small size"] = AsfFile("A", 1, size: 50),
            ["asf with an endless header"] = [.. AsfFile("A", 1)[..16], 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, .. AsfFile("A", 1)[24..]],
            ["ogg with garbage between"] = [.. opus[..47], 1, .. opus[47..]],
            ["ogg with garbage behind"] = [.. opus, .. new byte[200]],
            ["ogg without audio"] = Ogg(1, 255, [.. "OpusHead"u8, .. new byte[11]], [.. "OpusTags"u8, .. new byte[30]]),
            ["ogg without comments"] = Ogg(1, 255, [.. "OpusHead"u8, .. new byte[11]], Audio, Audio),
            ["ogg without music"] = Ogg(1, 255, [.. "\u0080theora"u8, .. new byte[35]], Audio, Audio),
            ["ogg with two streams of music"] = [.. opus[..47], .. Vorbis(1, 9), .. opus[47..]],
            ["ogg with a second link without audio"] = [.. opus, .. Ogg(1, 255, [.. "OpusHead"u8, .. new byte[11]], [.. "OpusTags"u8])],
            ["flac in ogg without frames"] = Ogg(5, 255, [.. "\u007FFLAC"u8, .. new byte[46]], [4, .. new byte[40]]),
        };
    }

    private static byte[] Mutate(byte[] example, Rng rng)
    {
        byte[] mutant = [.. example];
        int changes = 1 + rng.NextInt(4);
        for (int i = 0; i < changes; i++)
        {
            // Structure is dense in front and behind; in between there is mostly audio.
            int at = rng.NextInt(2) == 0 ? rng.NextInt(Math.Min(300, mutant.Length)) : rng.NextInt(mutant.Length);
            int count = Math.Min(1 + rng.NextInt(8), mutant.Length - at);
            switch (rng.NextInt(4))
            {
                case 0:
                    mutant[at] ^= (byte)(1 << rng.NextInt(8));
                    break;
                case 1:
                    mutant.AsSpan(at, count).Fill((byte)(rng.NextInt(3) * 0x7F));
                    break;
                case 2:
                    mutant.AsSpan(rng.NextInt(mutant.Length - count + 1), count).ToArray().CopyTo(mutant.AsSpan(at));
                    break;
                default:
                    mutant = [.. mutant[..at], .. mutant[(at + count)..], 0];
                    break;
            }
        }

        return mutant;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Any exception at all is what the test is about.")]
    private static string ComputeOrFail(Stream stream, string what)
    {
        try
        {
            return TrackId.Compute(stream, TestContext.Current.CancellationToken);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{what}: {error.Message}", error);
        }
    }

    /// <summary>A file on a disk with a bad block in the middle.</summary>
    private sealed class FailingStream(byte[] content) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            long start = Position;
            int read = base.Read(buffer, offset, count);
            return start <= Length / 2 && Position > Length / 2 ? throw new IOException("bad block") : read;
        }
    }
}
