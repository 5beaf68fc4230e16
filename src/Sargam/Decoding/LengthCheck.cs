namespace Sargam.Decoding;

/// <summary>Whether a file that was read from its beginning to its end held what its container promises.</summary>
internal static class LengthCheck
{
    /// <summary>A small shortfall is normal: encoder padding, a rounded duration, a concealed frame.</summary>
    /// <exception cref="AudioDecodeException">There was nothing, or clearly less than promised.</exception>
    public static void ThrowIfShort(AudioFormat format, long framesRead)
    {
        if (framesRead == 0) throw new AudioDecodeException("the file holds no audio");
        if (format.FrameCount is not { } promised) return;
        long missing = promised - framesRead;
        if (missing <= promised / 20 || missing <= format.SampleRate / 2) return;
        double rate = format.SampleRate;
        throw new AudioDecodeException(
            $"the file ends early or is damaged: {promised / rate:0.0} seconds are promised, {framesRead / rate:0.0} could be decoded");
    }
}
