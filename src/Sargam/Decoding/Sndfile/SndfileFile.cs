using System.Runtime.InteropServices;

namespace Sargam.Decoding.Sndfile;

/// <summary>A file open in libsndfile. Lives in a worker process.</summary>
internal sealed class SndfileFile : IDisposable
{
    /// <summary>
    /// How much audio before the frame sought is decoded and dropped: MP3 frames lean on bits of earlier ones, up to 0.3 s of
    /// them at the lowest rates; libsndfile itself starts a few frames early, which is not enough at low bit rates.
    /// </summary>
    private const double PrerollSeconds = 0.5;

    /// <summary>
    /// libsndfile goes astray when it seeks into the last page of an Ogg file, whose end is trimmed: places in this last part
    /// are reached by decoding up to them. Pages are rarely longer than a second.
    /// </summary>
    private const double TailSeconds = 10;

    private readonly nint _handle;
    private readonly float[] _block;

    private SndfileFile(nint handle, AudioFormat format, int blockLength)
    {
        _handle = handle;
        Format = format;
        _block = new float[Math.Max(blockLength / format.ChannelCount, 1) * format.ChannelCount];
    }

    /// <summary>Rate, channels, codec, and the length that the container states.</summary>
    public AudioFormat Format { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="blockLength">Samples of all channels that one read gives at most.</param>
    /// <exception cref="AudioDecodeException">libsndfile does not take it, or is wrong about it.</exception>
    public static SndfileFile Open(string path, int blockLength)
    {
        var info = default(SndfileInfo);
        nint handle = OperatingSystem.IsWindows()
            ? SndfileNative.OpenWide(path, SndfileNative.ModeRead, ref info)
            : SndfileNative.Open(path, SndfileNative.ModeRead, ref info);
        if (handle == 0) throw Unsupported();
        try
        {
            if (!SndfileFormats.IsAccepted(info.Format)) throw Unsupported();
            ChunkLength.Check(path);
            AudioLimits.Check(info.SampleRate, info.ChannelCount);
            if (SndfileFormats.IsMpeg(info.Format)) MpegLength.Check(path, info.FrameCount);
            var format = new AudioFormat(info.SampleRate, info.ChannelCount, StatedLength(info), SndfileFormats.CodecName(info.Format));
            return new SndfileFile(handle, format, blockLength);
        }
        catch
        {
            _ = SndfileNative.Close(handle);
            throw;
        }
    }

    /// <summary>Moves to a frame. Beyond the end, reads give nothing.</summary>
    /// <exception cref="AudioDecodeException">The file cannot be read from there.</exception>
    public void Seek(long frame)
    {
        long target = Math.Min(frame, Format.FrameCount ?? long.MaxValue);
        long lastStart = Format.FrameCount is { } count ? count - (long)(TailSeconds * Format.SampleRate) : long.MaxValue;
        long start = Math.Max(0, Math.Min(target - (long)(PrerollSeconds * Format.SampleRate), lastStart));
        long drop = target - start;
        if (SndfileNative.Seek(_handle, start, (int)SeekOrigin.Begin) != start)
        {
            throw new AudioDecodeException("the file is damaged: libsndfile cannot find the place of the excerpt");
        }

        while (drop > 0)
        {
            int read = Read(drop).Length / Format.ChannelCount;
            if (read == 0) break;
            drop -= read;
        }
    }

    /// <summary>The next samples, interleaved; nothing at the end. Valid until the next call.</summary>
    public ReadOnlySpan<float> Read(long maxFrames)
    {
        int frames = (int)Math.Min(maxFrames, _block.Length / Format.ChannelCount);
        long read = SndfileNative.ReadFrames(_handle, _block, frames);
        return _block.AsSpan(0, (int)Math.Clamp(read, 0, frames) * Format.ChannelCount);
    }

    public void Dispose() => _ = SndfileNative.Close(_handle);

    // Formats without a length (an endless stream saved to disk) give a number near 2^63.
    private static long? StatedLength(SndfileInfo info) =>
        info.FrameCount > 0 && info.FrameCount / info.SampleRate < TimeSpan.FromDays(365).TotalSeconds ? info.FrameCount : null;

    private static AudioDecodeException Unsupported()
    {
        string text = (Marshal.PtrToStringUTF8(SndfileNative.ErrorText(0)) ?? "").Replace('\n', ' ').Trim(' ', '.');
        return new AudioDecodeException($"a file that libsndfile refuses ({text}) needs ffmpeg to decode") { IsUnsupported = true };
    }
}
