using System.Text;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Tests.Storage;

public sealed class Crc32CTests
{
    /// <summary>RFC 3720, appendix B.4, and the usual check value.</summary>
    [Fact]
    public void Published_checksums_come_out()
    {
        Assert.Equal(0xE3069283u, Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0x8A9136AAu, Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Of([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0u, Of([]));
    }

    [Fact]
    public void Parts_appended_one_after_the_other_give_the_checksum_of_the_whole()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var rng = new Rng(seed);
            var bytes = new byte[rng.NextInt(100)];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)rng.NextInt(256);
            int cut = rng.NextInt(bytes.Length + 1);

            Assert.True(Of(bytes) == Crc32C.Append(Of(bytes[..cut]), bytes.AsSpan(cut)), $"seed {seed}");
        }
    }

    private static uint Of(byte[] bytes) => Crc32C.Append(Crc32C.Initial, bytes);
}
