using System.Numerics;
using System.Runtime.InteropServices;

namespace Sargam.Storage;

/// <summary>
/// The Castagnoli checksum (RFC 3720; also ext4's and LevelDB's). It notices every change of up to three bits in blocks of
/// our size, every burst of up to 32, and all but one in 4e9 of the rest. Processors compute it faster than memory is read.
/// </summary>
internal static class Crc32C
{
    /// <summary>What to start <see cref="Append"/> from.</summary>
    public const uint Initial = 0;

    /// <summary>The checksum of what was appended before, followed by these bytes.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint state = ~checksum;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes)) state = BitOperations.Crc32C(state, word);
        foreach (byte rest in bytes[(bytes.Length & ~7)..]) state = BitOperations.Crc32C(state, rest);
        return ~state;
    }
}
