namespace Sargam.Numerics.Spectral;

/// <summary>Windows that fade a piece of signal in and out.</summary>
public static class WindowFunction
{
    /// <summary>
    /// The periodic Hann window, 0.5 - 0.5 cos(2 pi i / length), as used for spectra (scipy: <c>get_window("hann", n)</c>,
    /// librosa: <c>window="hann"</c>).
    /// </summary>
    /// <param name="length">Number of values, at least 1.</param>
    public static double[] Hann(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var window = new double[length];
        for (int i = 0; i < length; i++) window[i] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / length);
        return window;
    }

    /// <summary>The Kaiser window as a function of position: 1 at 0 (the middle), 1/I0(beta) at -1 and 1 (the edges), 0 beyond.</summary>
    /// <param name="beta">Trades width for side lobes, at least 0; see <see cref="KaiserBeta"/>.</param>
    public static Func<double, double> Kaiser(double beta)
    {
        double scale = 1 / BesselI0(beta);
        return position => Math.Abs(position) > 1 ? 0 : scale * BesselI0(beta * Math.Sqrt(1 - position * position));
    }

    /// <summary>The beta that gives a filter a stop-band attenuation (scipy: <c>kaiser_beta</c>; Kaiser, 1974).</summary>
    /// <param name="attenuationDecibels">More than 50.</param>
    public static double KaiserBeta(double attenuationDecibels)
    {
        if (!(attenuationDecibels > 50))
        {
            throw new ArgumentOutOfRangeException(
                nameof(attenuationDecibels), attenuationDecibels, $"attenuation must be more than 50 dB, got {attenuationDecibels}");
        }

        return 0.1102 * (attenuationDecibels - 8.7);
    }

    /// <summary>The modified Bessel function of order 0, by its power series, whose terms are all positive.</summary>
    private static double BesselI0(double x)
    {
        double quarterSquare = x * x / 4;
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= quarterSquare / ((double)k * k);
            sum += term;
        }

        return sum;
    }
}
