namespace Sargam.Decoding.Wav;

/// <summary>The audio of an open WAV file.</summary>
internal sealed class WavAudioStream(Stream stream, WavHeader header) : IAudioStream
{
    private const int BlockLength = 256 * 1024;

    private readonly byte[] _block = new byte[Math.Max(BlockLength / header.BytesPerFrame, 1) * header.BytesPerFrame];
    private long _frame;

    public AudioFormat Format { get; } =
        new(header.SampleRate, header.ChannelCount, header.FrameCount, PcmConverter.CodecName(header.Encoding));

    public ValueTask SeekAsync(long frame, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        _frame = Math.Min(frame, header.FrameCount);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<int> ReadAsync(Memory<float> interleaved, CancellationToken cancellationToken)
    {
        int wanted = AudioStreams.FrameCapacity(interleaved.Length, header.ChannelCount);
        int frames = (int)Math.Min(Math.Min(wanted, _block.Length / header.BytesPerFrame), header.FrameCount - _frame);
        if (frames == 0) return 0;
        Memory<byte> bytes = _block.AsMemory(0, frames * header.BytesPerFrame);
        stream.Position = header.DataOffset + _frame * header.BytesPerFrame;
        int read = await AudioFile.ReadAsync(stream, bytes, bytes.Length, cancellationToken);
        if (read < bytes.Length) throw new AudioDecodeException("the file became shorter while it was read");
        PcmConverter.Convert(bytes.Span, header.Encoding, interleaved.Span[..(frames * header.ChannelCount)]);
        _frame += frames;
        return frames;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
