using Sargam.Learning.GaussianMixture;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Mixtures to start from.</summary>
internal static class Mixtures
{
    /// <summary>Equal weights, means at some rows, and covariances that are the identity but for a little slant.</summary>
    public static GaussianMixtureParameters StartFrom(Matrix rows, CovarianceType type, int[] meanRows)
    {
        int k = meanRows.Length;
        int d = rows.ColumnCount;
        double[] covariances = type switch
        {
            CovarianceType.Full => [.. Enumerable.Range(0, k).SelectMany(_ => Slanted(d))],
            CovarianceType.Tied => Slanted(d),
            CovarianceType.Diagonal => [.. Enumerable.Range(0, k * d).Select(i => 1 + 0.5 * (i % 3))],
            _ => [.. Enumerable.Range(0, k).Select(i => 1 + 0.5 * (i % 3))],
        };
        return new GaussianMixtureParameters(type, [.. Enumerable.Repeat(1.0, k)], Approx.Widen(rows.View.SelectRows(meanRows).Values), covariances);
    }

    private static double[] Slanted(int d) =>
        [.. Enumerable.Range(0, d * d).Select(i => i / d == i % d ? 2.0 : Math.Abs(i / d - i % d) == 1 ? 0.5 : 0)];
}
