using Sargam.Learning.KMeans;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Representation;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Representation;

public sealed class OwnCoordinatesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Few_wide_rows_keep_all_distances_in_far_fewer_columns()
    {
        const int Rows = 20, Columns = 900;
        Matrix wide = Matrix.Wrap(Noise.Normal(new Rng(1), Rows * Columns), Rows, Columns);
        wide.Row(7).CopyTo(wide.Row(8)); // copies stay copies

        Matrix narrow = OwnCoordinates.Of(wide, Token);

        Assert.Equal((Rows, Rows - 1), (narrow.RowCount, narrow.ColumnCount));
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double was = Math.Sqrt(Distances.SquaredEuclidean(wide.Row(i), wide.Row(j)));
                Assert.Equal(was, Math.Sqrt(Distances.SquaredEuclidean(narrow.Row(i), narrow.Row(j))), 1e-3);
            }
        }
    }

    [Fact]
    public void The_same_clusters_are_found()
    {
        const int Rows = 40, Columns = 400;
        Matrix wide = Matrix.Wrap(Noise.Normal(new Rng(2), Rows * Columns), Rows, Columns);
        for (int row = 0; row < Rows; row++) wide[row, row % 3] += 40;
        var kmeans = new KMeans(new KMeansOptions { ClusterCount = 3, Seed = 1 });

        Assert.Equal(kmeans.Fit(wide, null, Token).Labels, kmeans.Fit(OwnCoordinates.Of(wide, Token), null, Token).Labels);
    }

    [Theory]
    [InlineData(20, 79)]
    [InlineData(1, 900)]
    public void Other_rows_stay_as_they_are(int rows, int columns)
    {
        Matrix matrix = Matrix.Wrap(Noise.Normal(new Rng(1), rows * columns), rows, columns);

        Assert.Same(matrix, OwnCoordinates.Of(matrix, Token));
    }

    [Fact]
    public void Equal_rows_stay_equal()
    {
        Matrix constant = Matrix.Wrap([.. Enumerable.Repeat(3f, 5 * 100)], 5, 100);

        Matrix own = OwnCoordinates.Of(constant, Token);

        Assert.All(own.Values.ToArray(), value => Assert.Equal(0, value, 1e-4f));
    }
}
