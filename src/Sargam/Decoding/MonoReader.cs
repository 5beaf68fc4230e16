using System.Buffers;

namespace Sargam.Decoding;

/// <summary>Reads an open stream block by block and mixes it to mono on the way, so that all channels are never in memory.</summary>
internal sealed class MonoReader : IDisposable
{
    private const int BlockLength = 64 * 1024;

    /// <summary>Frames for which memory is taken on a header's word alone: 16 MB.</summary>
    private const int LargestFirstCapacity = 4 * 1024 * 1024;

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
        int stated = (int)Math.Clamp(_stream.Format.FrameCount ?? 0, BlockLength, LargestFirstCapacity);
        float[] mono = GC.AllocateUninitializedArray<float>(Math.Min(limit, stated));
        int count = 0;
        while (count < limit)
        {
            int frames;
            if (_mixing is not null && count < mono.Length)
            {
                frames = await _mixing.ReadMonoAsync(mono.AsMemory(count), cancellationToken);
            }
            else
            {
                frames = await ReadBlockAsync(limit - count, cancellationToken);
                if (count + frames > mono.Length) Array.Resize(ref mono, (int)Math.Min(limit, Math.Max(2L * mono.Length, count + frames)));
                MonoMixer.Mix(_block.AsSpan(0, frames * _channelCount), _channelCount, mono.AsSpan(count, frames));
            }

            if (frames == 0) break;
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
        return _stream.ReadAsync(_block.AsMemory(0, frames * _channelCount), cancellationToken);
    }
}
