using System.Security.Cryptography;

namespace Sargam.Scanning.Ids;

/// <summary>The hash of the parts of a file that count, one after the other, and the reads that find these parts.</summary>
internal sealed class PartHash(Stream stream, CancellationToken cancellationToken) : IDisposable
{
    private const int BlockSize = 1 << 16;
    private const int IdBytes = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _block = new byte[BlockSize];

    /// <summary>Length of the file in bytes.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>Where a part of a given size ends: not behind the limit, whatever its header says.</summary>
    public static long EndOf(long start, ulong size, long limit) => size < (ulong)(limit - start) ? start + (long)size : limit;

    /// <summary>Fills the destination without hashing; false where it would reach out of the file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool TryRead(long position, Span<byte> destination)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (position < 0 || destination.Length > Length - position) return false;
        stream.Position = position;
        return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) == destination.Length;
    }

    /// <summary>Hashes a part; what the file has lost meanwhile is left out.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Append(long start, long end)
    {
        cancellationToken.ThrowIfCancellationRequested();
        stream.Position = start;
        for (long left = end - start; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = stream.Read(_block, 0, (int)Math.Min(_block.Length, left));
            if (read == 0) break;
            _hash.AppendData(_block, 0, read);
            left -= read;
        }
    }

    /// <summary>Forgets what was hashed.</summary>
    public void Restart() => _hash.GetHashAndReset();

    /// <summary>The id of what was hashed: the first 128 bits.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset().AsSpan(0, IdBytes));

    public void Dispose() => _hash.Dispose();
}
