namespace Sargam.Decoding;

/// <summary>What a header may claim before it is taken for damage: buffers and time are planned from these numbers.</summary>
internal static class AudioLimits
{
    public const int MinSampleRate = 1_000;
    public const int MaxSampleRate = 768_000;
    public const int MaxChannelCount = 64;

    /// <exception cref="AudioDecodeException">The rate or the number of channels is absurd.</exception>
    public static void Check(long sampleRate, long channelCount)
    {
        if (sampleRate is < MinSampleRate or > MaxSampleRate)
        {
            throw new AudioDecodeException(
                $"the header gives a sample rate of {sampleRate} Hz; {MinSampleRate} to {MaxSampleRate} Hz are accepted");
        }

        if (channelCount is < 1 or > MaxChannelCount)
        {
            throw new AudioDecodeException($"the header gives {channelCount} channels; 1 to {MaxChannelCount} are accepted");
        }
    }
}
