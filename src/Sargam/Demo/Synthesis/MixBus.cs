namespace Sargam.Demo.Synthesis;

/// <summary>A mono buffer that instruments add themselves to, at <see cref="DemoCollection.SampleRate"/>.</summary>
internal sealed class MixBus(int length)
{
    public float[] Samples { get; } = new float[length];

    public int Length => Samples.Length;

    public double Seconds => (double)Samples.Length / DemoCollection.SampleRate;

    public static int ToSample(double seconds) => (int)Math.Round(seconds * DemoCollection.SampleRate);

    /// <summary>An empty bus of the same length, for a group of instruments that share an effect.</summary>
    public MixBus Group() => new(Length);

    public void Add(MixBus other, double gain = 1)
    {
        float g = (float)gain;
        for (int i = 0; i < Length; i++) Samples[i] += g * other.Samples[i];
    }

    /// <summary>Scales the bus to a given level, so that a mix does not depend on how many notes an instrument happened to play.</summary>
    public void Level(double rms)
    {
        double power = 0;
        foreach (float sample in Samples) power += (double)sample * sample;
        double current = Math.Sqrt(power / Math.Max(1, Length));
        if (current < 1e-9) return;
        float gain = (float)(rms / current);
        for (int i = 0; i < Length; i++) Samples[i] *= gain;
    }
}
