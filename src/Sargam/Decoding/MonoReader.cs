using System.Buffers;

namespace Sargam.Decoding;

/// <summary>Reads an open stream block by block and mixes it to mono on the way, so that all channels are never in memory.</summary>
internal sealed class MonoReader : IDisposable
{
    private const int BlockLength = 64 * 1024;
    private const int FirstCapacity = 1024 * 1024;

    private readonly IAudioStream _stream;
    private readonly IMonoAudioStream? _mixing;
    private readonly int _channelCount;
    private readonly int _framesPerBlock;
    private readonly float[] _block;

    public MonoReader(IAudioStream stream)
    {
        _stream = stream;
        _mixing = stream as IMonoAudioStream;
        _channelCount = stream.Format.ChannelCount;
        _framesPerBlock = BlockLength / _channelCount;
        _block = ArrayPool<float>.Shared.Rent(BlockLength);
    }

    /// <summary>Reads on until the end or a number of frames. Memory grows with what arrives, not with what a header claims.</summary>
    public async ValueTask<float[]> ReadAsync(long maxFrames, CancellationToken cancellationToken)
    {
        int limit = (int)Math.Min(maxFrames, Array.MaxLength);
        var mono = new float[Math.Min(limit, FirstCapacity)];
        int count = 0;
        while (count < limit)
        {
            int frames = await ReadBlockAsync(limit - count, cancellationToken);
            if (frames == 0) break;
            if (count + frames > mono.Length) Array.Resize(ref mono, (int)Math.Min(limit, Math.Max(2L * mono.Length, count + frames)));
            if (_mixing is not null) _block.AsSpan(0, frames).CopyTo(mono.AsSpan(count));
            else MonoMixer.Mix(_block.AsSpan(0, frames * _channelCount), _channelCount, mono.AsSpan(count, frames));
            count += frames;
        }

        if (count < mono.Length) Array.Resize(ref mono, count);
        return mono;
    }

    /// <summary>Reads to the end, keeps nothing, and says how much there was.</summary>
    public async ValueTask<long> CountRestAsync(CancellationToken cancellationToken)
    {
        long count = 0;
        while (await ReadBlockAsync(_framesPerBlock, cancellationToken) is > 0 and int frames) count += frames;
        return count;
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_block);

    private ValueTask<int> ReadBlockAsync(int maxFrames, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int frames = Math.Min(maxFrames, _framesPerBlock);
        if (_mixing is not null) return _mixing.ReadMonoAsync(_block.AsMemory(0, frames), cancellationToken);
        return _stream.ReadAsync(_block.AsMemory(0, frames * _channelCount), cancellationToken);
    }
}
