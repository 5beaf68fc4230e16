using System.Buffers.Binary;
using System.Text;

namespace Sargam.Decoding.Sndfile;

/// <summary>What a message between parent and worker is about.</summary>
internal enum WorkerMessageKind
{
    /// <summary>Worker, once, when it starts: protocol version, library version, whether it reads MP3, problem.</summary>
    Hello = 1,

    /// <summary>Parent: memory limit in bytes, path. Answered by <see cref="Opened"/>, <see cref="Unsupported"/> or <see cref="Failed"/>.</summary>
    Open,

    /// <summary>Parent: a frame to move to. Answered by <see cref="Done"/> or <see cref="Failed"/>.</summary>
    Seek,

    /// <summary>Parent: most frames wanted, whether to mix them to mono. Answered by <see cref="Block"/>.</summary>
    Read,

    /// <summary>Parent: the file is not needed any more. Answered by <see cref="Closed"/>.</summary>
    Close,

    /// <summary>Worker: sample rate, channels, frames (-1: not known), codec.</summary>
    Opened,

    /// <summary>Worker: reason why another decoder should be asked.</summary>
    Unsupported,

    /// <summary>Worker: reason.</summary>
    Failed,

    /// <summary>Worker: 32-bit floats, little endian; none at the end.</summary>
    Block,

    /// <summary>Worker: done.</summary>
    Done,

    /// <summary>Worker: whether it has grown so much that it should be ended.</summary>
    Closed,
}

/// <summary>
/// Messages are framed as length (int32), kind (int32) and that many bytes; numbers are little endian, text is UTF-8 with its
/// length (int32) before it.
/// </summary>
internal static class WorkerMessage
{
    public const int ProtocolVersion = 2;
    public const int HeaderLength = 8;

    /// <summary>
    /// The most samples in one block, of all channels together: few and large, since each wakes a thread on either side, which
    /// costs more than moving a megabyte.
    /// </summary>
    public const int MaxBlockLength = 256 * 1024;

    /// <summary>The longest body that either side accepts.</summary>
    public const int MaxBodyLength = MaxBlockLength * sizeof(float);

    public static void WriteHeader(Span<byte> header, WorkerMessageKind kind, int bodyLength)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, bodyLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], (int)kind);
    }

    /// <exception cref="InvalidDataException">The length cannot be right.</exception>
    public static (WorkerMessageKind Kind, int BodyLength) ReadHeader(ReadOnlySpan<byte> header)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        int kind = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        return length is >= 0 and <= MaxBodyLength
            ? ((WorkerMessageKind)kind, length)
            : throw new InvalidDataException($"a message of {length} bytes");
    }

    /// <summary>A whole message.</summary>
    public static byte[] Create(WorkerMessageKind kind, Action<BinaryWriter> writeBody)
    {
        using var stream = new MemoryStream();
        stream.SetLength(HeaderLength);
        stream.Position = HeaderLength;
        using var writer = new BinaryWriter(stream);
        writeBody(writer);
        byte[] message = stream.ToArray();
        WriteHeader(message, kind, message.Length - HeaderLength);
        return message;
    }

    public static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <exception cref="InvalidDataException">The text is longer than the message.</exception>
    public static string ReadText(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        long left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (length < 0 || length > left) throw new InvalidDataException($"a text of {length} bytes");
        return Encoding.UTF8.GetString(reader.ReadBytes(length));
    }
}
