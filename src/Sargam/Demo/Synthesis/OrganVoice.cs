using Sargam.Numerics;

namespace Sargam.Demo.Synthesis;

/// <summary>A pipe rank: harmonics of given strength added up once into a table of one period, with a tremulant.</summary>
internal sealed record OrganVoice
{
    private const int TableLength = 2048;
    private static readonly float[] Sine =
        [.. Enumerable.Range(0, TableLength).Select(i => (float)Math.Sin(Math.Tau * i / TableLength))];

    public Envelope Envelope { get; init; } = new(0.05, 0.1, 0.9, 0.12);

    /// <summary>Strength of the harmonics 1, 2, 3, ...</summary>
    public required IReadOnlyList<double> Harmonics { get; init; }

    public double TremulantHz { get; init; } = 5;

    /// <summary>Depth of the tremulant, as a share of the amplitude.</summary>
    public double TremulantDepth { get; init; }

    /// <summary>Share of wind noise in the tone.</summary>
    public double Breath { get; init; }

    public void Play(MixBus bus, Note note, Rng rng)
    {
        float[] table = Table(note.Frequency, rng);
        int start = Math.Max(0, MixBus.ToSample(note.Start));
        int end = Math.Min(bus.Length, start + MixBus.ToSample(note.Held + Envelope.Release));
        double step = note.Frequency * TableLength / DemoCollection.SampleRate;
        double position = rng.NextDouble() * TableLength;
        double tremulantPhase = rng.NextDouble();
        var wind = new StateVariableFilter(2 * note.Frequency, 1.2);
        for (int i = start; i < end; i++)
        {
            double time = (double)(i - start) / DemoCollection.SampleRate;
            int index = (int)position;
            double tone = table[index] + (table[index + 1] - table[index]) * (position - index);
            position += step;
            if (position >= TableLength) position -= TableLength;
            wind.Process(2 * rng.NextDouble() - 1);
            double tremulant = 1 + TremulantDepth * Math.Sin(Math.Tau * (TremulantHz * time + tremulantPhase));
            bus.Samples[i] += (float)(note.Gain * Envelope.At(time, note.Held) * tremulant * (tone + Breath * wind.Band));
        }
    }

    private float[] Table(double frequency, Rng rng)
    {
        var table = new float[TableLength + 1];
        for (int h = 1; h <= Harmonics.Count && h * frequency < 0.45 * DemoCollection.SampleRate; h++)
        {
            int phase = rng.NextInt(TableLength);
            float strength = (float)Harmonics[h - 1];
            for (int i = 0; i < TableLength; i++) table[i] += strength * Sine[(h * i + phase) % TableLength];
        }

        table[TableLength] = table[0];
        return table;
    }
}
