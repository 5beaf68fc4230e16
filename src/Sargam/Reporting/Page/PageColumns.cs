using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Sargam.Reporting.Page;

/// <summary>A column as the page's script finds it.</summary>
/// <param name="Name">Its name, once in a page.</param>
/// <param name="Type"><c>u8</c>, <c>u16</c>, <c>u32</c>, or <c>json</c>: a list of texts in UTF-8.</param>
/// <param name="Offset">Where it begins, a multiple of 8.</param>
/// <param name="Length">In bytes.</param>
internal sealed record PageColumn(string Name, string Type, long Offset, long Length);

/// <summary>Columns of little-endian numbers and of texts, one after another.</summary>
internal sealed class PageColumns : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly List<PageColumn> _columns = [];

    /// <summary>What may stand inside a script element: letters of every script as they are; brackets, quotes and ampersands escaped.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The columns so far.</summary>
    public IReadOnlyList<PageColumn> Columns => _columns;

    /// <summary>Adds codes of values below a count; -1 (none) becomes the largest number that the type holds.</summary>
    public void AddCodes(string name, IEnumerable<int> codes, int valueCount)
    {
        int width = valueCount <= byte.MaxValue ? 1 : valueCount <= ushort.MaxValue ? 2 : 4;
        AddNumbers(name, codes.Select(code => (uint)code), width);
    }

    /// <summary>Adds numbers of one, two or four bytes; larger ones are cut to that.</summary>
    public void AddNumbers(string name, IEnumerable<uint> values, int width)
    {
        long offset = Begin();
        Span<byte> bytes = stackalloc byte[4];
        foreach (uint value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            _bytes.Write(bytes[..width]);
        }

        _columns.Add(new PageColumn(name, $"u{8 * width}", offset, _bytes.Length - offset));
    }

    /// <summary>Adds a list of texts, cleaned by the caller.</summary>
    public void AddTexts(string name, IEnumerable<string> texts)
    {
        long offset = Begin();
        JsonSerializer.Serialize(_bytes, texts, Json);
        _columns.Add(new PageColumn(name, "json", offset, _bytes.Length - offset));
    }

    /// <summary>
    /// Adds texts that mostly begin as the one before: the column holds what is new in each, and the column <c>{name}-shared</c> how
    /// many UTF-16 units it shares with the one before, up to 255.
    /// </summary>
    public void AddSuccessiveTexts(string name, IReadOnlyList<string> texts)
    {
        int[] shared = [.. texts.Select((text, i) => i == 0 ? 0 : SharedLength(texts[i - 1], text))];
        AddNumbers(name + "-shared", shared.Select(length => (uint)length), 1);
        AddTexts(name, texts.Select((text, i) => text[shared[i]..]));
    }

    /// <summary>Adds ids of 32 hexadecimal digits as 16 bytes each; others become zeros.</summary>
    public void AddIds(string name, IEnumerable<string> ids)
    {
        long offset = Begin();
        Span<byte> bytes = stackalloc byte[16];
        foreach (string id in ids)
        {
            if (id.Length != 32 || Convert.FromHexString(id, bytes, out _, out _) != OperationStatus.Done) bytes.Clear();
            _bytes.Write(bytes);
        }

        _columns.Add(new PageColumn(name, "u8", offset, _bytes.Length - offset));
    }

    /// <summary>All columns, compressed, as base64.</summary>
    public string ToBase64()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true)) _bytes.WriteTo(gzip);
        return Convert.ToBase64String(compressed.GetBuffer(), 0, checked((int)compressed.Length));
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    /// <remarks>Never half of a pair: alone it would be no character.</remarks>
    private static int SharedLength(string before, string text)
    {
        int length = Math.Min(byte.MaxValue, before.AsSpan().CommonPrefixLength(text));
        return length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
    }

    /// <summary>Numbers of up to eight bytes must not lie across their own size.</summary>
    private long Begin()
    {
        while (_bytes.Length % 8 != 0) _bytes.WriteByte(0);
        return _bytes.Length;
    }
}
