namespace Sargam.Decoding;

/// <summary>Mixes channels to one by their mean in 32-bit floats, as librosa's <c>to_mono</c> does.</summary>
internal static class MonoMixer
{
    /// <param name="interleaved">Frames of <paramref name="channelCount"/> samples.</param>
    /// <param name="channelCount">Samples per frame.</param>
    /// <param name="mono">One sample for each frame.</param>
    public static void Mix(ReadOnlySpan<float> interleaved, int channelCount, Span<float> mono)
    {
        if (channelCount == 1)
        {
            interleaved.CopyTo(mono);
            return;
        }

        if (channelCount == 2)
        {
            for (int i = 0; i < mono.Length; i++) mono[i] = (interleaved[2 * i] + interleaved[2 * i + 1]) / 2;
            return;
        }

        for (int i = 0; i < mono.Length; i++)
        {
            float sum = 0;
            foreach (float sample in interleaved.Slice(i * channelCount, channelCount)) sum += sample;
            mono[i] = sum / channelCount;
        }
    }
}
