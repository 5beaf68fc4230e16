namespace Sargam.Demo.Synthesis;

/// <summary>
/// A two-pole filter with low, band and high output at once, stable while its cutoff moves (topology-preserving transform:
/// Zavalishin, "The Art of VA Filter Design", 2012).
/// </summary>
internal struct StateVariableFilter
{
    private double _g;
    private double _damping;
    private double _scale;
    private double _first;
    private double _second;

    /// <summary>A filter with a fixed cutoff; <paramref name="resonance"/> is its Q.</summary>
    public StateVariableFilter(double cutoffHz, double resonance = 0.7071) => Tune(cutoffHz, resonance);

    public double Low { get; private set; }

    public double Band { get; private set; }

    public double High { get; private set; }

    /// <summary>Moves the cutoff (kept below 0.45 of the sample rate); the state stays.</summary>
    public void Tune(double cutoffHz, double resonance)
    {
        double cutoff = Math.Clamp(cutoffHz, 10, 0.45 * DemoCollection.SampleRate);
        _g = Math.Tan(Math.PI * cutoff / DemoCollection.SampleRate);
        _damping = 1 / resonance;
        _scale = 1 / (1 + _g * (_g + _damping));
    }

    /// <summary>Takes one sample in; the three outputs are then up to date.</summary>
    public void Process(double input)
    {
        High = (input - (_g + _damping) * _first - _second) * _scale;
        Band = _g * High + _first;
        Low = _g * Band + _second;
        _first = _g * High + Band;
        _second = _g * Band + Low;
    }
}
