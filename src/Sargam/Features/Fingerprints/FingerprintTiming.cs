namespace Sargam.Features.Fingerprints;

/// <summary>
/// The filter over time that every word is made with: the derivative of a Gaussian. Smoother than the difference of two sums,
/// it forgives that two excerpts begin at different places within a hop.
/// </summary>
internal static class FingerprintTiming
{
    /// <summary>Frames from one word to the next.</summary>
    public const int FramesPerWord = 3;

    /// <summary>Frames that a word looks at before and after its middle.</summary>
    public const int Reach = 10;

    /// <summary>Standard deviation of the Gaussian in frames: 116 ms.</summary>
    private const double Spread = 5;

    /// <summary>Frames that as many words as allowed look at.</summary>
    public const int MaxFrameCount = 2 * Reach + 1 + (AudioFingerprint.MaxWordCount - 1) * FramesPerWord;

    /// <summary>Weights of the frames 1 to <see cref="Reach"/> away from the middle; both sides together add up to 1.</summary>
    public static float[] Weights { get; } = CreateWeights();

    /// <summary>Words of so many frames.</summary>
    public static int WordCount(int frameCount) =>
        Math.Clamp((frameCount - 2 * Reach - 1 + FramesPerWord) / FramesPerWord, 0, AudioFingerprint.MaxWordCount);

    private static float[] CreateWeights()
    {
        var weights = new double[Reach];
        for (int j = 1; j <= Reach; j++) weights[j - 1] = j * Math.Exp(-j * j / (2 * Spread * Spread));
        double sum = 2 * weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }
}
