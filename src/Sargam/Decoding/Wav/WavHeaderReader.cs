using System.Buffers.Binary;

namespace Sargam.Decoding.Wav;

/// <summary>
/// Walks the chunks of a RIFF, RF64 or BW64 file (EBU Tech 3306, ITU-R BS.2088) until format and audio are found, in whatever
/// order and among whatever other chunks. Every size is checked against the file before it is used.
/// </summary>
internal sealed class WavHeaderReader
{
    /// <summary>Real files have a few dozen; a file of nothing but empty chunks would be walked for ever.</summary>
    public const int MaxChunkCount = 1_000;

    private const int RiffHeaderLength = 12;
    private const int ChunkHeaderLength = 8;
    private const uint SizeInDs64 = 0xFFFFFFFF;

    private readonly Stream _stream;
    private readonly long _fileLength;
    private readonly byte[] _buffer = new byte[WavFormatChunk.MaxLength];
    private bool _isRf64;
    private uint _riffSize;
    private ulong? _ds64DataSize;
    private byte[]? _format;
    private (long Offset, uint Size)? _data;

    private WavHeaderReader(Stream stream)
    {
        _stream = stream;
        _fileLength = stream.Length;
    }

    /// <summary>Reads the header of a seekable stream; leaves the position anywhere.</summary>
    /// <exception cref="AudioDecodeException">Not WAV, damaged, cut short, or a codec that is not PCM.</exception>
    public static async ValueTask<WavHeader> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var reader = new WavHeaderReader(stream);
        await reader.ReadRiffHeaderAsync(cancellationToken);
        await reader.WalkChunksAsync(cancellationToken);
        return reader.ToHeader();
    }

    private async ValueTask ReadRiffHeaderAsync(CancellationToken cancellationToken)
    {
        Memory<byte> header = await ReadAtAsync(0, RiffHeaderLength, cancellationToken);
        if (header.Span.StartsWith("RIFX"u8))
        {
            throw new AudioDecodeException("big-endian WAV (RIFX) needs ffmpeg to decode") { IsUnsupported = true };
        }

        if (!WavDecoder.IsWav(header.Span)) throw new AudioDecodeException("not a WAV file: the RIFF header is missing");
        _isRf64 = !header.Span.StartsWith("RIFF"u8);
        _riffSize = BinaryPrimitives.ReadUInt32LittleEndian(header.Span[4..]);
    }

    private async ValueTask WalkChunksAsync(CancellationToken cancellationToken)
    {
        long position = RiffHeaderLength;
        for (int count = 0; position + ChunkHeaderLength <= _fileLength && (_format is null || _data is null); count++)
        {
            if (count == MaxChunkCount) throw new AudioDecodeException($"damaged WAV header: more than {MaxChunkCount} chunks");
            Memory<byte> header = await ReadAtAsync(position, ChunkHeaderLength, cancellationToken);
            uint id = BinaryPrimitives.ReadUInt32BigEndian(header.Span);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(header.Span[4..]);
            long body = position + ChunkHeaderLength;
            await ReadChunkAsync(id, size, body, cancellationToken);

            // The 64-bit size may be anything; beyond the file is the same as its end.
            ulong length = id == FourCc("data"u8) && size == SizeInDs64 && _ds64DataSize is { } large ? large : size;
            long inFile = (long)Math.Min(length, (ulong)_fileLength);
            position = body + inFile + (inFile & 1);
        }
    }

    private async ValueTask ReadChunkAsync(uint id, uint size, long body, CancellationToken cancellationToken)
    {
        if (id == FourCc("fmt "u8) && _format is null)
        {
            int length = (int)Math.Min(size, WavFormatChunk.MaxLength);
            _format = (await ReadAtAsync(body, length, cancellationToken)).ToArray();
        }
        else if (id == FourCc("ds64"u8) && _isRf64 && size >= 16)
        {
            Memory<byte> sizes = await ReadAtAsync(body, 16, cancellationToken);
            _ds64DataSize = BinaryPrimitives.ReadUInt64LittleEndian(sizes.Span[8..]);
        }
        else if (id == FourCc("data"u8))
        {
            _data ??= (body, size);
        }
    }

    private async ValueTask<Memory<byte>> ReadAtAsync(long position, int length, CancellationToken cancellationToken)
    {
        _stream.Position = position;
        Memory<byte> bytes = _buffer.AsMemory(0, length);
        int read = await AudioFile.ReadAsync(_stream, bytes, length, cancellationToken);
        return read == length ? bytes : throw new AudioDecodeException("the file ends within its WAV header");
    }

    private WavHeader ToHeader()
    {
        if (_format is null) throw new AudioDecodeException("not a usable WAV file: the fmt chunk is missing");
        (WavEncoding encoding, int sampleRate, int channelCount) = WavFormatChunk.Parse(_format);
        if (_data is not { } data) throw new AudioDecodeException("not a usable WAV file: the data chunk is missing");
        return new WavHeader(encoding, sampleRate, channelCount, data.Offset, DataLength(data.Offset, data.Size));
    }

    private long DataLength(long offset, uint size)
    {
        long available = _fileLength - offset;
        if (_isRf64 && size == SizeInDs64 && _ds64DataSize is { } large and not (0 or ulong.MaxValue))
        {
            return large <= (ulong)available ? (long)large : throw EndsEarly(large, available);
        }

        if (IsPlaceholder(size)) return available;
        return size <= available ? size : throw EndsEarly(size, available);
    }

    /// <summary>
    /// Whether the size was written before the length was known, by a program whose output was a pipe. Zero is also the size of
    /// a recording that is really empty, whose RIFF size then describes the file.
    /// </summary>
    private bool IsPlaceholder(uint size) => size switch
    {
        0 => _riffSize + (long)ChunkHeaderLength != _fileLength,
        0xFFFFFFFF => true,
        0x7FFFF000 or 0x7FFFFFFF or 0x80000000 => size > _fileLength, // SoX and others; a real length when the file is that long
        _ => false,
    };

    private static AudioDecodeException EndsEarly(ulong promised, long available) =>
        new($"the file ends early: the header promises {promised} bytes of audio, {available} are there");

    private static uint FourCc(ReadOnlySpan<byte> id) => BinaryPrimitives.ReadUInt32BigEndian(id);
}
