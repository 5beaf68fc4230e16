using System.Buffers.Binary;
using System.Numerics;

namespace Sargam.Features.Fingerprints;

/// <summary>
/// What a recording sounds like over time, in a form that other encodings, sample rates, loudness and another start hardly
/// change: 14 words a second, each with 32 signs (of how the difference between neighbouring frequency bands changes) and 32
/// marks of which signs can be relied on. Silence and steady tones have no marks: they are evidence of nothing. Compare two
/// with <see cref="FingerprintMatcher"/>, many with <see cref="NearDuplicateFinder"/>. After Haitsma and Kalker, "A Highly
/// Robust Audio Fingerprinting System" (2002). Immutable.
/// </summary>
public sealed class AudioFingerprint
{
    /// <summary>Counts changes of meaning, from 1. Fingerprints of different versions are never compared.</summary>
    public const int Version = 1;

    /// <summary>The most words one can have: 45 seconds. Longer audio is represented by its middle.</summary>
    public const int MaxWordCount = 640;

    /// <summary>Bits per word.</summary>
    public const int BitsPerWord = 32;

    /// <summary>Words per second of audio, about 14.4.</summary>
    public const double WordsPerSecond = AudioFeatureExtractor.SampleRate / (512.0 * FingerprintTiming.FramesPerWord);

    /// <summary>The most bytes that <see cref="ToBytes"/> gives.</summary>
    internal const int MaxByteCount = HeaderLength + BytesPerWord * MaxWordCount;

    private const int HeaderLength = 8;
    private const int BytesPerWord = 8;

    private readonly uint[] _signs;
    private readonly uint[] _strong;

    internal AudioFingerprint(int firstFrame, uint[] signs, uint[] strong)
    {
        FirstFrame = firstFrame;
        _signs = signs;
        _strong = strong;
        long count = 0;
        foreach (uint word in strong) count += BitOperations.PopCount(word);
        StrongBitCount = (int)count;
    }

    /// <summary>Number of words: 0 for audio of less than half a second, at most <see cref="MaxWordCount"/>.</summary>
    public int WordCount => _signs.Length;

    /// <summary>Where in the audio the first word is, in seconds.</summary>
    public double StartSeconds => FirstFrame * 512.0 / AudioFeatureExtractor.SampleRate;

    /// <summary>How many signs can be relied on: the most evidence that there can be.</summary>
    public int StrongBitCount { get; }

    /// <summary>32 signs per word.</summary>
    public ReadOnlySpan<uint> Signs => _signs;

    /// <summary>Per word, which of the signs can be relied on.</summary>
    public ReadOnlySpan<uint> Strong => _strong;

    internal int FirstFrame { get; }

    /// <summary>The fingerprint for storage, 8 bytes and 8 more per word, little endian on every machine.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderLength + BytesPerWord * WordCount];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)WordCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), FirstFrame);
        for (int i = 0; i < WordCount; i++)
        {
            Span<byte> word = bytes.AsSpan(HeaderLength + BytesPerWord * i);
            BinaryPrimitives.WriteUInt32LittleEndian(word, _signs[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(word[4..], _strong[i]);
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are something else, of another version, or cut short.</exception>
    public static AudioFingerprint FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength) throw new InvalidDataException($"a fingerprint has at least {HeaderLength} bytes, got {bytes.Length}");
        int version = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        int firstFrame = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (version != Version) throw new InvalidDataException($"the fingerprint must be of version {Version}, got {version}");
        if (count > MaxWordCount || firstFrame < 0 || bytes.Length != HeaderLength + BytesPerWord * count)
        {
            throw new InvalidDataException($"the fingerprint is damaged: {count} words from frame {firstFrame} in {bytes.Length} bytes");
        }

        var signs = new uint[count];
        var strong = new uint[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> word = bytes[(HeaderLength + BytesPerWord * i)..];
            signs[i] = BinaryPrimitives.ReadUInt32LittleEndian(word);
            strong[i] = BinaryPrimitives.ReadUInt32LittleEndian(word[4..]);
        }

        return new AudioFingerprint(firstFrame, signs, strong);
    }
}
