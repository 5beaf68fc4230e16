namespace Sargam.Tests.TestKit;

/// <summary>Comparisons that say where and by how much two arrays differ.</summary>
internal static class Approx
{
    /// <summary>Every element within an absolute tolerance.</summary>
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what = "array")
    {
        Assert.True(expected.Length == actual.Length, $"{what}: length {actual.Length}, expected {expected.Length}");
        int worst = -1;
        double largest = tolerance;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            if (difference <= largest) continue;
            (worst, largest) = (i, difference);
            if (double.IsNaN(difference)) break;
        }

        if (worst >= 0)
        {
            Assert.Fail($"{what}[{worst}] is {actual[worst]:R}, expected {expected[worst]:R}: off by {Math.Abs(expected[worst] - actual[worst]):g3}, at most {tolerance:g3} allowed");
        }
    }

    /// <inheritdoc cref="Equal(ReadOnlySpan{double}, ReadOnlySpan{double}, double, string)"/>
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what = "array") =>
        Equal(expected, Widen(actual), tolerance, what);

    /// <summary>Every element within an absolute tolerance plus a share of its own magnitude.</summary>
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, double relativeTolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: length {actual.Length}, expected {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            Assert.True(
                difference <= tolerance + relativeTolerance * Math.Abs(expected[i]),
                $"{what}[{i}] is {actual[i]:R}, expected {expected[i]:R}: off by {difference:g3}");
        }
    }

    /// <summary>Every element within a tolerance relative to the largest expected magnitude.</summary>
    public static void EqualToPeak(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double peakTolerance, string what = "array")
    {
        double peak = 0;
        foreach (double value in expected) peak = Math.Max(peak, Math.Abs(value));
        Equal(expected, Widen(actual), peakTolerance * peak, what);
    }

    public static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }
}
