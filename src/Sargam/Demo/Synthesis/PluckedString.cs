using Sargam.Numerics;

namespace Sargam.Demo.Synthesis;

/// <summary>
/// A plucked string: noise circulating in a delay line through a gentle low-pass (Karplus and Strong, 1983), tuned by an
/// all-pass for the fraction of a sample (Jaffe and Smith, 1983).
/// </summary>
internal sealed record PluckedString
{
    /// <summary>How much of the treble a pluck has and keeps, in (0, 1).</summary>
    public double Brightness { get; init; } = 0.5;

    /// <summary>Seconds until the fundamental has fallen by 60 dB.</summary>
    public double DecaySeconds { get; init; } = 2.5;

    /// <summary>Where the string is plucked, as a share of its length: this harmonic is missing.</summary>
    public double PickPosition { get; init; } = 0.2;

    public void Play(MixBus bus, Note note, Rng rng)
    {
        double damping = 0.5 * (1 - 0.7 * Brightness);
        double period = DemoCollection.SampleRate / note.Frequency;
        int length = (int)(period - damping - 0.2);
        double fraction = period - damping - length;
        double allPass = (1 - fraction) / (1 + fraction);
        double loss = Math.Pow(10, -3 / (note.Frequency * DecaySeconds));
        float[] line = Excite(length, rng);
        int start = Math.Max(0, MixBus.ToSample(note.Start));
        int fade = MixBus.ToSample(0.04);
        int end = Math.Min(bus.Length, start + MixBus.ToSample(note.Held) + fade);
        double previous = 0, input = 0, output = 0;
        for (int i = start, at = 0; i < end; i++)
        {
            double current = line[at];
            double filtered = loss * ((1 - damping) * current + damping * previous);
            previous = current;
            output = allPass * (filtered - output) + input;
            input = filtered;
            line[at] = (float)output;
            if (++at == length) at = 0;
            double release = Math.Min(1, (double)(end - i) / fade);
            bus.Samples[i] += (float)(note.Gain * release * current);
        }
    }

    private float[] Excite(int length, Rng rng)
    {
        var line = new float[length];
        double state = 0, sum = 0;
        double smoothing = 0.85 * (1 - Brightness);
        for (int i = 0; i < length; i++)
        {
            state = smoothing * state + (1 - smoothing) * (2 * rng.NextDouble() - 1);
            line[i] = (float)state;
            sum += state;
        }

        float mean = (float)(sum / length);
        int pick = Math.Max(1, (int)(PickPosition * length));
        var plucked = new float[length];
        for (int i = 0; i < length; i++) plucked[i] = line[i] - mean - 0.8f * (line[(i + pick) % length] - mean);
        return plucked;
    }
}
