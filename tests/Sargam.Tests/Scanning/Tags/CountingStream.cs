namespace Sargam.Tests.Scanning.Tags;

/// <summary>Counts what is read. A class derived from MemoryStream gets every read of a span through this one method.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    public long BytesRead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }
}
