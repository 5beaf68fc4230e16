namespace Sargam.Reporting.Page;

/// <summary>Positions as whole numbers of 16 bits: a 65,000th of a map is finer than any screen.</summary>
internal static class Quantizer
{
    /// <summary>Stands where a track has no position.</summary>
    public const uint None = ushort.MaxValue;

    private const double Steps = ushort.MaxValue - 1;

    /// <summary>Both directions share one scale, since only distances mean something; the wider one fills the range.</summary>
    public static (uint[] X, uint[] Y) Quantize(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        int[] placed = [.. Enumerable.Range(0, x.Count).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i]))];
        var (quantizedX, quantizedY) = (new uint[x.Count], new uint[y.Count]);
        Array.Fill(quantizedX, None);
        Array.Fill(quantizedY, None);
        if (placed.Length == 0) return (quantizedX, quantizedY);
        (double lowX, double lowY) = (placed.Min(i => x[i]), placed.Min(i => y[i]));

        // Halves, so that the distance between the largest numbers there are is a number too.
        double range = Math.Max(placed.Max(i => x[i]) / 2 - lowX / 2, placed.Max(i => y[i]) / 2 - lowY / 2);
        foreach (int i in placed)
        {
            quantizedX[i] = Step((x[i] / 2 - lowX / 2) / range);
            quantizedY[i] = Step((y[i] / 2 - lowY / 2) / range);
        }

        return (quantizedX, quantizedY);
    }

    /// <summary>A share of a range as 0 to 254, and 255 where there is none.</summary>
    public static uint Share(double? value, double to) =>
        value is { } number && double.IsFinite(number) && to > 0 ? (uint)Math.Round(254 * Math.Clamp(number / to, 0, 1)) : byte.MaxValue;

    /// <remarks>No number where all lie in one place: 0 / 0.</remarks>
    private static uint Step(double share) => double.IsFinite(share) ? (uint)Math.Round(Steps * Math.Clamp(share, 0, 1)) : 0;
}
