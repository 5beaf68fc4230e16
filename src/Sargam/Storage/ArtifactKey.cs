using System.Security.Cryptography;
using System.Text;

namespace Sargam.Storage;

/// <summary>
/// A fingerprint of everything that a stage's result depends on: earlier stages' keys, options, and the version of the
/// program. Equal keys mean that the result on disk can be used again.
/// </summary>
public static class ArtifactKey
{
    /// <summary>Hashes parts; their borders count, so ("ab", "c") differs from ("a", "bc").</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in parts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
