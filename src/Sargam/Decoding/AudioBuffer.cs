namespace Sargam.Decoding;

/// <summary>Mono audio in memory, ready for feature extraction.</summary>
/// <param name="samples">Samples, nominally in [-1, 1]; taken over, not copied.</param>
/// <param name="sampleRate">Samples per second (librosa: <c>sr</c>).</param>
public sealed class AudioBuffer(float[] samples, int sampleRate)
{
    /// <summary>The samples (librosa: <c>y</c>).</summary>
    public ReadOnlyMemory<float> Samples { get; } = samples;

    /// <summary>Samples per second (librosa: <c>sr</c>).</summary>
    public int SampleRate { get; } = sampleRate;

    /// <summary>Length in time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);
}
