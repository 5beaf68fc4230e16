using System.Text;

namespace Sargam.Decoding.Processes;

/// <summary>Keeps the last bytes of a stream of unknown length: programs say last what went wrong.</summary>
internal sealed class OutputTail
{
    public const int MaxLength = 8 * 1024;

    private readonly byte[] _bytes = new byte[MaxLength];
    private int _length;
    private bool _cut;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxLength)
        {
            bytes = bytes[^MaxLength..];
            _cut = true;
        }

        int excess = _length + bytes.Length - MaxLength;
        if (excess > 0)
        {
            _bytes.AsSpan(excess, _length - excess).CopyTo(_bytes);
            _length -= excess;
            _cut = true;
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>The text, from the first whole line on.</summary>
    public override string ToString()
    {
        string text = Encoding.UTF8.GetString(_bytes, 0, _length);
        return _cut ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
    }
}
