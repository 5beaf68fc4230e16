namespace Sargam.Decoding;

/// <summary>What a stream of audio consists of.</summary>
/// <param name="SampleRate">Frames per second.</param>
/// <param name="ChannelCount">Samples per frame.</param>
/// <param name="FrameCount">Frames in the file, when the container tells; may be an estimate for compressed formats.</param>
/// <param name="Codec">The codec by ffmpeg's name, whichever decoder reads it: <c>pcm_s16le</c>, <c>mp3</c>; empty when unknown.</param>
public readonly record struct AudioFormat(int SampleRate, int ChannelCount, long? FrameCount, string Codec = "")
{
    /// <summary>Length in time, when the container tells.</summary>
    public TimeSpan? Duration => FrameCount is { } frames ? TimeSpan.FromSeconds((double)frames / SampleRate) : null;
}
