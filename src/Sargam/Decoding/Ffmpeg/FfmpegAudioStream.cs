using System.Runtime.InteropServices;
using Sargam.Decoding.Processes;

namespace Sargam.Decoding.Ffmpeg;

/// <summary>Audio that an ffmpeg process writes into a pipe. The process starts with the first read.</summary>
internal sealed class FfmpegAudioStream(string program, string input, FfprobeAnswer answer, TimeBudget budget) : IAudioStream
{
    private const int BlockLength = 128 * 1024;

    /// <summary>
    /// How much audio before the frame sought is decoded and dropped. A decoder that starts midway lacks what the frames before
    /// carried (MP3's bit reservoir, the overlap of AAC); measured, the first half second may be wrong.
    /// </summary>
    private const double PrerollSeconds = 1;

    /// <summary>ffmpeg returns this when a signal asked it to stop, such as the terminal's Ctrl-C, which reaches it too.</summary>
    private const int StoppedBySignal = 255;

    /// <summary>How long our own Ctrl-C handling may lag behind ffmpeg's.</summary>
    private static readonly TimeSpan CancellationLag = TimeSpan.FromMilliseconds(500);

    private readonly int _bytesPerFrame = answer.Format.ChannelCount * sizeof(float);
    private readonly byte[] _block = new byte[BlockLength];
    private ChildProcess? _process;
    private int _buffered;
    private long _startFrame;
    private long _framesToDrop;
    private long _framesRead;
    private bool _ended;

    public AudioFormat Format => answer.Format;

    public ValueTask SeekAsync(long frame, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        if (_process is not null) throw new InvalidOperationException("SeekAsync must come before the first ReadAsync");
        _framesToDrop = Math.Min(frame, (long)(PrerollSeconds * Format.SampleRate));
        _startFrame = frame - _framesToDrop;
        return ValueTask.CompletedTask;
    }

    public async ValueTask<int> ReadAsync(Memory<float> interleaved, CancellationToken cancellationToken)
    {
        int wanted = AudioStreams.FrameCapacity(interleaved.Length, Format.ChannelCount);
        cancellationToken.ThrowIfCancellationRequested();
        _process ??= ChildProcess.Start(program, FfmpegArguments.Decode(input, Format, _startFrame));
        while (!_ended && _buffered < _bytesPerFrame)
        {
            await FillOrEndAsync(_process, cancellationToken);
            DropFrames();
        }

        int frames = Math.Min(wanted, _buffered / _bytesPerFrame);
        MemoryMarshal.Cast<byte, float>(_block.AsSpan(0, frames * _bytesPerFrame)).CopyTo(interleaved.Span);
        Consume(frames);
        return frames;
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask FillOrEndAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        try
        {
            await FillAsync(process, cancellationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private async ValueTask FillAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        int count = await budget.SpendAsync(token => process.ReadAsync(_block.AsMemory(_buffered), token), cancellationToken);
        _buffered += count;
        if (count > 0) return;
        int exitCode = await budget.SpendAsync(process.WaitForExitAsync, cancellationToken);
        if (exitCode == StoppedBySignal) await Task.Delay(CancellationLag, cancellationToken);
        if (exitCode != 0) throw new AudioDecodeException(FfmpegMessages.Reason(process.Errors, input, exitCode));
        CheckLength(process.Errors);
        _ended = true;
    }

    private void DropFrames()
    {
        int frames = (int)Math.Min(_framesToDrop, _buffered / _bytesPerFrame);
        _framesToDrop -= frames;
        Consume(frames);
    }

    private void Consume(int frames)
    {
        int length = frames * _bytesPerFrame;
        _block.AsSpan(length, _buffered - length).CopyTo(_block);
        _buffered -= length;
        _framesRead += frames;
    }

    private void CheckLength(string errors)
    {
        if (_startFrame > 0) return;
        if (_framesRead == 0 && FfmpegMessages.LastSentence(errors, input) is { } sentence)
        {
            throw new AudioDecodeException($"the file holds no audio (ffmpeg: {sentence})");
        }

        LengthCheck.ThrowIfShort(answer.IsLengthPromised ? Format : Format with { FrameCount = null }, _framesRead);
    }
}
