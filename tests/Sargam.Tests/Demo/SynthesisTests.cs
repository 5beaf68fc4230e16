using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Tests.Demo;

public sealed class SynthesisTests
{
    private const int Rate = Sargam.Demo.DemoCollection.SampleRate;

    [Fact]
    public void An_envelope_rises_falls_holds_and_ends()
    {
        var envelope = new Envelope(0.1, 0.2, 0.5, 0.4);

        Assert.Equal(0, envelope.At(0, 1), 1e-12);
        Assert.Equal(0.5, envelope.At(0.05, 1), 1e-12);
        Assert.Equal(1, envelope.At(0.1, 1), 1e-12);
        Assert.Equal(0.625, envelope.At(0.2, 1), 1e-12);
        Assert.Equal(0.5, envelope.At(0.7, 1), 1e-12);
        Assert.Equal(0.125, envelope.At(1.2, 1), 1e-12);
        Assert.Equal(0, envelope.At(1.4, 1), 1e-12);
        Assert.Equal(0.5 * 0.25, envelope.At(0.25, 0.05), 1e-12);
    }

    [Theory]
    [InlineData("Saw")]
    [InlineData("Square")]
    public void Aliases_of_a_band_limited_wave_are_far_below_the_naive_ones(string name)
    {
        Waveform waveform = Enum.Parse<Waveform>(name);
        const double Hertz = 2489;
        var oscillator = new Oscillator(waveform, 0);
        float[] wave = [.. Enumerable.Range(0, Rate).Select(_ => (float)oscillator.Next(Hertz / Rate))];
        float[] naive = [.. Enumerable.Range(0, Rate).Select(i => Naive(waveform, i * Hertz / Rate % 1))];

        // The 11th harmonic lies above the sample rate and folds to 5,329 Hz, where no harmonic is.
        const double Alias = 11 * Hertz - Rate;
        Assert.True(Level(wave, Alias) < 0.5 * Level(naive, Alias), $"{Level(wave, Alias)} against {Level(naive, Alias)}");
        Assert.InRange(Level(wave, Hertz) / Level(naive, Hertz), 0.9, 1.02);
    }

    [Theory]
    [InlineData(45)]
    [InlineData(57.3)]
    [InlineData(69)]
    [InlineData(81)]
    public void A_plucked_string_is_in_tune(double pitch)
    {
        var bus = new MixBus(Rate);
        var note = new Note(0, 1, pitch, 1);
        new PluckedString { DecaySeconds = 4 }.Play(bus, note, new Rng(1));

        double loudest = Enumerable.Range(-60, 121).Select(i => 0.5 * i)
            .MaxBy(cents => Level(bus.Samples, note.Frequency * Math.Pow(2, cents / 1200)));

        Assert.InRange(loudest, -4, 4);
    }

    [Fact]
    public void Filters_pass_and_stop_the_right_side()
    {
        Assert.InRange(Response(100, f => f.Low), 0.98, 1.02);
        Assert.InRange(Response(8000, f => f.Low), 0, 0.03);
        Assert.InRange(Response(1000, f => f.Low), 0.68, 0.73);
        Assert.InRange(Response(100, f => f.High), 0, 0.03);
        Assert.InRange(Response(8000, f => f.High), 0.95, 1.02);

        static double Response(double hertz, Func<StateVariableFilter, double> output)
        {
            var filter = new StateVariableFilter(1000);
            var samples = new float[Rate];
            for (int i = 0; i < Rate; i++)
            {
                filter.Process(Math.Sin(Math.Tau * hertz * i / Rate));
                samples[i] = (float)output(filter);
            }

            return Level(samples[(Rate / 2)..], hertz);
        }
    }

    [Fact]
    public void The_limiter_leaves_quiet_samples_alone_and_never_exceeds_its_ceiling()
    {
        var bus = new MixBus(Rate);
        for (int i = 0; i < Rate; i++) bus.Samples[i] = (float)Math.Sin(Math.Tau * 440 * i / Rate);
        Mastering.Finish(bus, 6, -90, new Rng(1));
        Assert.InRange(bus.Samples.Max(Math.Abs), 0.9f, Mastering.Ceiling);

        Mastering.Finish(bus, -20, -90, new Rng(1));
        Assert.Equal(-20, 10 * Math.Log10(bus.Samples.Average(s => (double)s * s)), 0.6);
    }

    private static float Naive(Waveform waveform, double phase) =>
        waveform == Waveform.Saw ? (float)(2 * phase - 1) : phase < 0.5 ? 1 : -1;

    /// <summary>Amplitude of one frequency (Goertzel's sum, written out), under a Hann window.</summary>
    private static double Level(float[] samples, double hertz)
    {
        double real = 0, imaginary = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double window = 1 - Math.Cos(Math.Tau * i / samples.Length);
            real += window * samples[i] * Math.Cos(Math.Tau * hertz * i / Rate);
            imaginary += window * samples[i] * Math.Sin(Math.Tau * hertz * i / Rate);
        }

        return 2 * Math.Sqrt(real * real + imaginary * imaginary) / samples.Length;
    }
}
