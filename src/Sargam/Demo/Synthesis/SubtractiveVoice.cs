using Sargam.Numerics;

namespace Sargam.Demo.Synthesis;

/// <summary>The classic synthesiser: detuned oscillators through a moving low-pass filter and an envelope.</summary>
internal sealed record SubtractiveVoice
{
    /// <summary>Filter, pitch and envelope move once per so many samples; the envelope is interpolated in between.</summary>
    private const int ControlPeriod = 32;

    public Waveform Waveform { get; init; } = Waveform.Saw;

    public Envelope Envelope { get; init; } = new(0.01, 0.2, 0.7, 0.1);

    /// <summary>Oscillators per note, spread evenly over +-<see cref="DetuneCents"/>.</summary>
    public int OscillatorCount { get; init; } = 1;

    public double DetuneCents { get; init; }

    public double VibratoHz { get; init; } = 5;

    public double VibratoCents { get; init; }

    public double CutoffHz { get; init; } = 4000;

    public double Resonance { get; init; } = 0.7071;

    /// <summary>How far the envelope opens the filter.</summary>
    public double CutoffOctaves { get; init; }

    public void Play(MixBus bus, Note note, Rng rng)
    {
        int start = Math.Max(0, MixBus.ToSample(note.Start));
        int end = Math.Min(bus.Length, start + MixBus.ToSample(note.Held + Envelope.Release));
        Oscillator[] oscillators = Start(rng, out double[] ratios);
        double vibratoPhase = rng.NextDouble();
        double gain = note.Gain / Math.Sqrt(OscillatorCount);
        var filter = new StateVariableFilter(CutoffHz, Resonance);
        for (int block = start; block < end; block += ControlPeriod)
        {
            double time = (double)(block - start) / DemoCollection.SampleRate;
            double level = Envelope.At(time, note.Held);
            double next = Envelope.At(time + (double)ControlPeriod / DemoCollection.SampleRate, note.Held);
            double bend = VibratoCents * Math.Sin(Math.Tau * (VibratoHz * time + vibratoPhase));
            double increment = note.Frequency * Math.Pow(2, bend / 1200) / DemoCollection.SampleRate;
            filter.Tune(CutoffHz * Math.Pow(2, CutoffOctaves * level), Resonance);
            int blockEnd = Math.Min(end, block + ControlPeriod);
            for (int i = block; i < blockEnd; i++)
            {
                double sum = 0;
                for (int o = 0; o < oscillators.Length; o++) sum += oscillators[o].Next(increment * ratios[o]);
                filter.Process(sum);
                double envelope = level + (next - level) * (i - block) / ControlPeriod;
                bus.Samples[i] += (float)(gain * envelope * filter.Low);
            }
        }
    }

    private Oscillator[] Start(Rng rng, out double[] ratios)
    {
        var oscillators = new Oscillator[OscillatorCount];
        ratios = new double[OscillatorCount];
        for (int o = 0; o < OscillatorCount; o++)
        {
            double place = OscillatorCount == 1 ? 0 : 2.0 * o / (OscillatorCount - 1) - 1;
            ratios[o] = Math.Pow(2, place * DetuneCents / 1200);
            oscillators[o] = new Oscillator(Waveform, rng.NextDouble());
        }

        return oscillators;
    }
}
