namespace Sargam.Decoding;

/// <summary>
/// Opens audio files of some formats. Nothing in the contract assumes that the work happens in this process: a decoder may
/// read the file itself, start a program, or talk to a worker.
/// </summary>
public interface IAudioDecoder
{
    /// <summary>The name that is stored with each track, such as <c>wav</c> or <c>ffmpeg 5.1.9</c>.</summary>
    string Name { get; }

    /// <summary>Whether this decoder may be able to read a file, judged by its first bytes, not by its name.</summary>
    /// <param name="header">The first bytes of the file, up to 64; fewer when the file is shorter.</param>
    bool CanDecode(ReadOnlySpan<byte> header);

    /// <summary>Opens a file and learns its format.</summary>
    /// <exception cref="AudioDecodeException">The file is not audio that this decoder can read.</exception>
    ValueTask<IAudioStream> OpenAsync(string path, CancellationToken cancellationToken);
}

/// <summary>An open audio file, read from front to back.</summary>
public interface IAudioStream : IAsyncDisposable
{
    /// <summary>Rate, channels and, when known, length.</summary>
    AudioFormat Format { get; }

    /// <summary>Moves to a frame before the first read. Beyond the end, reads return 0.</summary>
    ValueTask SeekAsync(long frame, CancellationToken cancellationToken);

    /// <summary>Reads interleaved samples; 16-bit v becomes v/32768, 24-bit v/2^23.</summary>
    /// <param name="interleaved">Destination; its length is a multiple of the channel count.</param>
    /// <param name="cancellationToken">Ends the read, and any process behind it.</param>
    /// <returns>Frames read; 0 at the end.</returns>
    /// <exception cref="AudioDecodeException">The data is damaged or ends early.</exception>
    ValueTask<int> ReadAsync(Memory<float> interleaved, CancellationToken cancellationToken);
}
