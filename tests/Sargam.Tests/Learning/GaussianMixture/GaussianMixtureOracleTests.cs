using Sargam.Learning.GaussianMixture;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Against plain loops, at column counts around every vector width and row counts that leave lanes unused.</summary>
public sealed class GaussianMixtureOracleTests
{
    public static TheoryData<CovarianceType, int> Cases => new MatrixTheoryData<CovarianceType, int>(
        Enum.GetValues<CovarianceType>(), [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Three_iterations_equal_plain_loops(CovarianceType type, int columns) =>
        CheckThreeIterations(Blobs.Make(131 + columns, columns, 3, seed: (ulong)columns, spread: 2), type);

    [Theory]
    [InlineData(CovarianceType.Full)]
    [InlineData(CovarianceType.Tied)]
    [InlineData(CovarianceType.Diagonal)]
    [InlineData(CovarianceType.Spherical)]
    public void So_they_do_over_several_chunks_and_stretches(CovarianceType type) =>
        CheckThreeIterations(Blobs.Make(3003, 10, 3, seed: 1, spread: 2), type);

    private static void CheckThreeIterations(Matrix rows, CovarianceType type)
    {
        GaussianMixtureParameters start = Mixtures.StartFrom(rows, type, [0, 1, 2]);
        var oracle = new MixtureOracle(start);
        double bound = 0;
        for (int iteration = 0; iteration < 3; iteration++)
        {
            oracle.Expect(rows);
            bound = oracle.LogDensities.Average();
            oracle.Maximise(rows);
        }

        GaussianMixtureModel model = new GaussianMixture(
            new GaussianMixtureOptions { ComponentCount = 3, CovarianceType = type, MaxIterations = 3, Tolerance = 0, Seed = 0 })
            .Fit(rows, start, cancellationToken: TestContext.Current.CancellationToken);

        oracle.Expect(rows);
        Approx.Equal([bound], [model.LowerBound], 1e-11 * Math.Max(1, Math.Abs(bound)), "lower bound");
        Approx.Equal(oracle.Weights, [.. model.Weights], 1e-10, "weights");
        Approx.Equal(oracle.Means, [.. model.Means], 1e-9, "means");
        for (int c = 0; c < 3; c++)
        {
            Approx.Equal(Flat(oracle.Matrices[c]), Flat(MixtureOracle.Matrix(model.Parameters, c)), 1e-9, $"covariance of component {c}");
        }

        Approx.Equal(oracle.LogDensities, model.LogDensities(rows), 1e-8, "log densities");
        Approx.Equal(oracle.Responsibilities, model.PredictProbabilities(rows).Values, 1e-7, "probabilities");
    }

    private static double[] Flat(double[,] matrix) => [.. matrix.Cast<double>()];
}
