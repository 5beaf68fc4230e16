namespace Sargam.Reporting.Figures;

/// <summary>Maps values to positions, with ticks at round numbers.</summary>
internal sealed class LinearScale
{
    /// <summary>Losses beyond this are a failed training, not something to draw to scale.</summary>
    private const double Largest = 1e100;
    private readonly double _from;
    private readonly double _to;
    private readonly double? _step;

    private LinearScale(double low, double high, double from, double to, double step)
        : this(low, high, from, to) => _step = step;

    /// <summary>A scale from [<paramref name="low"/>, <paramref name="high"/>] to [<paramref name="from"/>, <paramref name="to"/>].</summary>
    public LinearScale(double low, double high, double from, double to)
    {
        if (!(high > low))
        {
            // A single value, or none: some room around it, so that it stands in the middle.
            double middle = double.IsFinite(low) ? low : 0;
            double room = Math.Max(Math.Abs(middle) * 0.1, 1e-6);
            (low, high) = (middle - room, middle + room);
        }

        (Low, High, _from, _to) = (low, high, from, to);
    }

    /// <summary>The value at the first end.</summary>
    public double Low { get; }

    /// <summary>The value at the other end.</summary>
    public double High { get; }

    /// <summary>A scale that covers the finite ones of the values and ends at ticks.</summary>
    public static LinearScale Covering(IEnumerable<double> values, double from, double to, int tickCount)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            double bounded = Math.Clamp(value, -Largest, Largest);
            low = Math.Min(low, bounded);
            high = Math.Max(high, bounded);
        }

        var tight = new LinearScale(low, high, from, to);
        double step = tight.Step(tickCount);
        return new LinearScale(Math.Floor(tight.Low / step + 1e-9) * step, Math.Ceiling(tight.High / step - 1e-9) * step, from, to, step);
    }

    /// <summary>The position of a value.</summary>
    public double At(double value) => _from + (value - Low) / (High - Low) * (_to - _from);

    /// <summary>The distance of ticks: 1, 2 or 5 times a power of ten. Ends at ticks stay so; else it gives about so many.</summary>
    public double Step(int tickCount)
    {
        if (_step is { } chosen) return chosen;
        double raw = (High - Low) / Math.Max(1, tickCount);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double lead = raw / power;
        return power * (lead <= 1.001 ? 1 : lead <= 2.001 ? 2 : lead <= 5.001 ? 5 : 10);
    }

    /// <summary>Values at round numbers within the scale, ascending.</summary>
    public IReadOnlyList<double> Ticks(int tickCount, double smallestStep = 0)
    {
        double step = Math.Max(Step(tickCount), smallestStep);
        double first = Math.Ceiling(Low / step - 1e-9);
        double last = Math.Floor(High / step + 1e-9);
        var ticks = new List<double>();
        for (double i = first; i <= last && ticks.Count <= 4 * tickCount + 4; i++) ticks.Add(i * step);
        return ticks;
    }
}
