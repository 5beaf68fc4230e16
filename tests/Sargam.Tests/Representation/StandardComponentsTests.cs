using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Representation;

namespace Sargam.Tests.Representation;

public sealed class StandardComponentsTests
{
    [Fact]
    public void Rows_that_are_asked_for_in_blocks_keep_the_distances_of_all_at_once()
    {
        const int Rows = 20_500, Columns = 5;
        var values = new float[Rows * Columns];
        var rng = new Rng(3);
        rng.Normal(values);
        for (int row = 0; row < Rows; row++) values[row * Columns] = values[row * Columns + 1] + 0.1f * (float)rng.Normal(); // two columns say the same
        MatrixView all = Matrix.Wrap(values, Rows, Columns);
        MatrixView standardised = FeatureScaling.Apply(FeatureScaling.ZScore, all, 1);

        Matrix expected = StandardComponents.Of(all, 1, TestContext.Current.CancellationToken);
        Matrix actual = StandardComponents.OfMany(Rows, rows => standardised.SelectRows(rows), TestContext.Current.CancellationToken);

        Assert.Equal((expected.RowCount, 4), (actual.RowCount, actual.ColumnCount));
        for (int i = 0; i < 200; i++)
        {
            (int first, int second) = (rng.NextInt(Rows), rng.NextInt(Rows));
            double was = Math.Sqrt(Distances.SquaredEuclidean(expected.Row(first), expected.Row(second)));
            Assert.Equal(was, Math.Sqrt(Distances.SquaredEuclidean(actual.Row(first), actual.Row(second))), 0.02 * was + 1e-6);
        }
    }
}
