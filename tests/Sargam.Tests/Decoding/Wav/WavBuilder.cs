using System.Text;
using Sargam.Decoding;
using Sargam.Decoding.Wav;

namespace Sargam.Tests.Decoding.Wav;

/// <summary>Writes WAV files whose every header field can be wrong.</summary>
internal sealed record WavBuilder
{
    public static readonly byte[] PlainSubFormat = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public string Magic { get; init; } = "RIFF";

    public string Form { get; init; } = "WAVE";

    public ushort Tag { get; init; } = 1;

    public ushort Channels { get; init; } = 1;

    public uint SampleRate { get; init; } = 8000;

    public ushort Bits { get; init; } = 16;

    public ushort? BlockAlign { get; init; }

    /// <summary>Makes the header extensible.</summary>
    public ushort? ValidBits { get; init; }

    public byte[] SubFormatTail { get; init; } = PlainSubFormat;

    /// <summary>Cuts the fmt chunk, or pads it with zeros.</summary>
    public int? FormatLength { get; init; }

    public bool HasFormat { get; init; } = true;

    public bool HasData { get; init; } = true;

    public byte[] Data { get; init; } = [];

    public uint? RiffSize { get; init; }

    public uint? DataSize { get; init; }

    /// <summary>Adds a ds64 chunk with this data size.</summary>
    public ulong? Ds64DataSize { get; init; }

    /// <summary>Chunks before fmt, between fmt and data, and after data.</summary>
    public IReadOnlyList<(string Id, byte[] Body)> Before { get; init; } = [];

    public IReadOnlyList<(string Id, byte[] Body)> Between { get; init; } = [];

    public IReadOnlyList<(string Id, byte[] Body)> After { get; init; } = [];

    /// <summary>Writes fmt after data.</summary>
    public bool FormatLast { get; init; }

    public static WavBuilder Of(short[] samples, ushort channels = 1, uint sampleRate = 8000) =>
        new() { Data = Signals.Bytes<short>(samples), Channels = channels, SampleRate = sampleRate };

    public byte[] Build()
    {
        var body = new MemoryStream();
        var writer = new BinaryWriter(body);
        writer.Write(Encoding.ASCII.GetBytes(Form));
        if (Ds64DataSize is { } size) Chunk(writer, "ds64", Ds64(size));
        foreach ((string id, byte[] bytes) in Before) Chunk(writer, id, bytes);
        if (HasFormat && !FormatLast) Chunk(writer, "fmt ", Format());
        foreach ((string id, byte[] bytes) in Between) Chunk(writer, id, bytes);
        if (HasData) Chunk(writer, "data", Data, DataSize);
        if (HasFormat && FormatLast) Chunk(writer, "fmt ", Format());
        foreach ((string id, byte[] bytes) in After) Chunk(writer, id, bytes);
        return [.. Encoding.ASCII.GetBytes(Magic), .. BitConverter.GetBytes(RiffSize ?? (uint)body.Length), .. body.ToArray()];
    }

    public ValueTask<IAudioStream> OpenAsync() =>
        WavDecoder.OpenAsync(new MemoryStream(Build()), TestContext.Current.CancellationToken);

    public async Task<float[]> DecodeAsync()
    {
        await using IAudioStream stream = await OpenAsync();
        return await Signals.ReadAllAsync(stream);
    }

    public async Task<string> ReasonAsync() =>
        (await Assert.ThrowsAsync<AudioDecodeException>(async () => await DecodeAsync())).Message;

    private static void Chunk(BinaryWriter writer, string id, byte[] body, uint? size = null)
    {
        writer.Write(Encoding.ASCII.GetBytes(id));
        writer.Write(size ?? (uint)body.Length);
        writer.Write(body);
        if (body.Length % 2 == 1) writer.Write((byte)0);
    }

    private static byte[] Ds64(ulong dataSize) =>
        [.. BitConverter.GetBytes(0UL), .. BitConverter.GetBytes(dataSize), .. BitConverter.GetBytes(0UL), .. BitConverter.GetBytes(0u)];

    private byte[] Format()
    {
        ushort blockAlign = BlockAlign ?? (ushort)(Channels * ((Bits + 7) / 8));
        byte[] plain =
        [
            .. BitConverter.GetBytes(ValidBits is null ? Tag : (ushort)0xFFFE), .. BitConverter.GetBytes(Channels),
            .. BitConverter.GetBytes(SampleRate), .. BitConverter.GetBytes(SampleRate * blockAlign),
            .. BitConverter.GetBytes(blockAlign), .. BitConverter.GetBytes(Bits),
        ];
        if (ValidBits is { } valid)
        {
            plain = [.. plain, 22, 0, .. BitConverter.GetBytes(valid), 0, 0, 0, 0, .. BitConverter.GetBytes(Tag), .. SubFormatTail];
        }

        if (FormatLength is { } length) Array.Resize(ref plain, length);
        return plain;
    }
}
