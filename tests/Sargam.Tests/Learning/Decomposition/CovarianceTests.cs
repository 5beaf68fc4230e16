using Sargam.Learning.Decomposition;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class CovarianceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, int> Shapes => new() { { 2, 1 }, { 3, 5 }, { 257, 7 }, { 600, 8 }, { 255, 9 }, { 300, 33 }, { 1025, 16 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Agrees_with_the_definition_far_from_the_origin(int rowCount, int columnCount)
    {
        Matrix rows = Blobs.Make(rowCount, columnCount, 2, seed: (ulong)rowCount);
        foreach (ref float value in rows.Values) value += 1e4f;

        var covariance = Covariance.Of(rows, Token);

        double[] mean = [.. Enumerable.Range(0, columnCount).Select(j => Enumerable.Range(0, rowCount).Average(i => (double)rows[i, j]))];
        for (int a = 0; a < columnCount; a++)
        {
            Assert.Equal(mean[a], covariance.Mean[a], 1e-9);
            for (int b = 0; b < columnCount; b++)
            {
                double expected = 0;
                for (int i = 0; i < rowCount; i++) expected += (rows[i, a] - mean[a]) * (rows[i, b] - mean[b]);
                Assert.Equal(expected / (rowCount - 1), covariance[a, b], 1e-9);
            }
        }
    }

    [Fact]
    public void Eigenvalues_are_the_variances_of_the_components()
    {
        foreach ((int rowCount, int columnCount) in new[] { (90, 30), (30, 90) })
        {
            Matrix rows = Blobs.Make(rowCount, columnCount, 3, seed: 6);
            double[] variances = [.. new Pca(new PcaOptions()).Fit(rows, cancellationToken: Token).ExplainedVariance];

            Approx.Equal(variances, Covariance.Eigenvalues(rows, Token), 1e-12 * variances[0]);
            double trace = Enumerable.Range(0, columnCount).Sum(j => Covariance.Of(rows, Token)[j, j]);
            Assert.Equal(trace, variances.Sum(), 1e-10 * trace);
        }
    }

    [Fact]
    public void One_row_has_no_covariance() =>
        Assert.Contains("at least 2 observations, got 1", Assert.Throws<ArgumentException>(() => Covariance.Of(new Matrix(1, 3), Token)).Message, StringComparison.Ordinal);
}
