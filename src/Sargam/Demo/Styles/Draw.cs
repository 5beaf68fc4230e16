using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>Natural variation: normal, without the far tails, which would be wrong notes rather than variety.</summary>
internal static class Draw
{
    private const double Limit = 2.5;

    /// <summary>Normal around a value.</summary>
    public static double Around(this Rng rng, double mean, double deviation)
    {
        double z = rng.Normal();
        while (Math.Abs(z) > Limit) z = rng.Normal();
        return mean + deviation * z;
    }

    /// <summary>Normal in octaves: for frequencies, times and shares, which are heard as ratios.</summary>
    public static double Ratio(this Rng rng, double median, double octaves) => median * Math.Pow(2, rng.Around(0, octaves));

    /// <summary>One of the items, each as likely as the others.</summary>
    public static T Pick<T>(this Rng rng, IReadOnlyList<T> items) => items[rng.NextInt(items.Count)];
}
