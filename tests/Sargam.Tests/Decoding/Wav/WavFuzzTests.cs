using Sargam.Decoding;
using Sargam.Decoding.Wav;
using Sargam.Numerics;

namespace Sargam.Tests.Decoding.Wav;

public sealed class WavFuzzTests
{
    private const int CaseCount = 6000;

    [Fact]
    public async Task Damaged_files_give_audio_or_a_reason_and_nothing_else()
    {
        byte[][] originals =
        [
            WavBuilder.Of(Signals.Ramp(60), channels: 2).Build(),
            new WavBuilder { Bits = 24, ValidBits = 20, Data = new byte[90], Before = [("LIST", new byte[9])] }.Build(),
            new WavBuilder { Magic = "RF64", Tag = 3, Bits = 32, DataSize = uint.MaxValue, Ds64DataSize = 80, Data = new byte[80] }.Build(),
        ];
        int decoded = 0;
        for (int seed = 0; seed < CaseCount; seed++)
        {
            byte[] damaged = Damage(originals[seed % originals.Length], new Rng((ulong)seed));
            try
            {
                await using IAudioStream stream = await WavDecoder.OpenAsync(new MemoryStream(damaged), TestContext.Current.CancellationToken);
                float[] samples = await Signals.ReadAllAsync(stream, framesPerBlock: 64);
                Assert.True(samples.Length <= damaged.Length, $"seed {seed}: {samples.Length} samples from {damaged.Length} bytes");
                decoded++;
            }
            catch (AudioDecodeException)
            {
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }

        Assert.InRange(decoded, CaseCount / 20, CaseCount - CaseCount / 20);
    }

    private static byte[] Damage(byte[] original, Rng rng)
    {
        byte[] bytes = [.. original];
        int changes = 1 + rng.NextInt(4);
        for (int i = 0; i < changes; i++)
        {
            int at = rng.NextInt(rng.NextInt(2) == 0 ? Math.Min(80, bytes.Length) : bytes.Length);
            bytes[at] = rng.NextInt(3) switch
            {
                0 => (byte)rng.NextInt(256),
                1 => (byte)(bytes[at] ^ (1 << rng.NextInt(8))),
                _ => (byte)(rng.NextInt(2) * 255),
            };
        }

        return rng.NextInt(4) == 0 ? bytes[..rng.NextInt(bytes.Length)] : bytes;
    }
}
