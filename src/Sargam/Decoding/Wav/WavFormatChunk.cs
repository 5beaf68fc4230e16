using System.Buffers.Binary;

namespace Sargam.Decoding.Wav;

/// <summary>Reads the <c>fmt </c> chunk: WAVEFORMAT, WAVEFORMATEX or WAVEFORMATEXTENSIBLE.</summary>
internal static class WavFormatChunk
{
    /// <summary>The longest form that is understood; longer chunks carry codec data.</summary>
    public const int MaxLength = 40;

    private const int MinLength = 16;
    private const int PcmTag = 1;
    private const int FloatTag = 3;
    private const int ExtensibleTag = 0xFFFE;

    /// <summary>Bytes 2 to 15 of every sub-format GUID that stands for a plain format tag.</summary>
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <exception cref="AudioDecodeException">The chunk contradicts itself, or names a codec that is not PCM.</exception>
    public static (WavEncoding Encoding, int SampleRate, int ChannelCount) Parse(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < MinLength)
        {
            throw new AudioDecodeException(
                $"damaged WAV header: the fmt chunk is {chunk.Length} bytes long, at least {MinLength} are needed");
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channelCount = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint sampleRate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == ExtensibleTag) tag = SubFormatTag(chunk, bits);
        WavEncoding encoding = Encoding(tag, bits);
        AudioLimits.Check(sampleRate, channelCount);
        int expected = channelCount * PcmConverter.BytesPerSample(encoding);
        if (blockAlign != expected)
        {
            throw new AudioDecodeException(
                $"damaged WAV header: {channelCount} channels of {bits} bits take {expected} bytes a frame, the header says {blockAlign}");
        }

        return (encoding, (int)sampleRate, channelCount);
    }

    private static int SubFormatTag(ReadOnlySpan<byte> chunk, int bits)
    {
        if (chunk.Length < MaxLength)
        {
            throw new AudioDecodeException(
                $"damaged WAV header: the extensible fmt chunk is {chunk.Length} bytes long, {MaxLength} are needed");
        }

        // Fewer valid bits than stored ones sit at the top of the sample, so the value needs no other treatment.
        int validBits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[18..]);
        if (validBits > bits)
        {
            throw new AudioDecodeException($"damaged WAV header: {validBits} valid bits in a sample of {bits}");
        }

        if (!chunk.Slice(26, SubFormatTail.Length).SequenceEqual(SubFormatTail))
        {
            throw Unsupported("WAV with an unknown sub-format");
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
    }

    private static WavEncoding Encoding(int tag, int bits) => (tag, bits) switch
    {
        (PcmTag, 8) => WavEncoding.UInt8,
        (PcmTag, 16) => WavEncoding.Int16,
        (PcmTag, 24) => WavEncoding.Int24,
        (PcmTag, 32) => WavEncoding.Int32,
        (FloatTag, 32) => WavEncoding.Float32,
        (FloatTag, 64) => WavEncoding.Float64,
        (PcmTag, _) => throw Unsupported($"WAV with {bits}-bit PCM"),
        (FloatTag, _) => throw Unsupported($"WAV with {bits}-bit floats"),
        _ => throw Unsupported($"WAV with {CodecName(tag)} (codec 0x{tag:X4})"),
    };

    private static AudioDecodeException Unsupported(string what) => new($"{what} needs ffmpeg to decode") { IsUnsupported = true };

    private static string CodecName(int tag) => tag switch
    {
        0x0002 => "Microsoft ADPCM",
        0x0006 => "A-law",
        0x0007 => "mu-law",
        0x0011 => "IMA ADPCM",
        0x0031 => "GSM 6.10",
        0x0050 => "MPEG layer 1 or 2",
        0x0055 => "MP3",
        0x00FF or 0x1600 => "AAC",
        0x0160 or 0x0161 or 0x0162 or 0x0163 => "Windows Media Audio",
        0x2000 => "AC-3",
        0x2001 => "DTS",
        _ => "a compressed format",
    };
}
