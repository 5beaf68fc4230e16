namespace Sargam.Decoding;

/// <summary>What all streams share.</summary>
internal static class AudioStreams
{
    /// <summary>How many frames fit into a buffer.</summary>
    /// <exception cref="ArgumentException">Not a positive multiple of the channel count.</exception>
    public static int FrameCapacity(int bufferLength, int channelCount)
    {
        if (bufferLength > 0 && bufferLength % channelCount == 0) return bufferLength / channelCount;
        throw new ArgumentException($"interleaved must hold a positive multiple of {channelCount} samples, got {bufferLength}");
    }
}
