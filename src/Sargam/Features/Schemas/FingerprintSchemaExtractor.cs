using System.Globalization;
using Sargam.Features.Fingerprints;
using Sargam.Numerics.Spectral;
using Sargam.Storage;

namespace Sargam.Features.Schemas;

/// <summary>The bytes of a track's <see cref="AudioFingerprint"/>, one per column, zeros behind the last.</summary>
internal sealed class FingerprintSchemaExtractor : SchemaExtractor
{
    private const int LengthColumns = 2;
    private static readonly int ByteCount = LengthColumns + AudioFingerprint.MaxByteCount;

    public FingerprintSchemaExtractor()
        : base(FeatureSchema.StoredWith(TensorType.U8, "fingerprint", AudioFingerprint.Version, [.. Describe()]), TrackParts.Fingerprint) => Precision = FftPrecision.Bits32;

    public override void Write(TrackAnalysis track, FeatureSchema configured, Span<float> destination)
    {
        byte[] bytes = track.Fingerprint.ToBytes();
        destination[0] = bytes.Length % 256;
        destination[1] = bytes.Length / 256;
        for (int i = 0; i < bytes.Length; i++) destination[LengthColumns + i] = bytes[i];
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="StoreException">The bytes are something else.</exception>
    public static AudioFingerprint Read(ReadOnlySpan<float> row)
    {
        int length = Math.Min((int)(row[0] + 256 * row[1]), AudioFingerprint.MaxByteCount);
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)row[LengthColumns + i];
        try
        {
            return AudioFingerprint.FromBytes(bytes);
        }
        catch (InvalidDataException error)
        {
            throw new StoreException($"a stored fingerprint cannot be read: {error.Message}. Delete the folder features/fingerprint-* and run sargam features again.", error);
        }
    }

    private static IEnumerable<FeatureColumn> Describe() => Enumerable.Range(0, ByteCount).Select(i => new FeatureColumn(
        string.Create(CultureInfo.InvariantCulture, $"byte_{i:0000}"), "", i < LengthColumns ? "length" : "part of the fingerprint"));
}
