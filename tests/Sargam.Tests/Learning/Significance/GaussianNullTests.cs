using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Significance;

public sealed class GaussianNullTests
{
    [Theory]
    [InlineData(60, 4)]
    [InlineData(50, 20)]
    [InlineData(5, 8)]
    public void Mean_and_covariance_are_those_of_the_data_on_average(int rows, int columns)
    {
        Matrix data = Data(rows, columns);
        var meanSum = new double[columns];
        var covarianceSum = new double[columns * columns];
        const int Draws = 4000;
        var rng = new Rng(7);
        var source = new GaussianNull(data, TestContext.Current.CancellationToken);
        for (ulong draw = 0; draw < Draws; draw++)
        {
            (double[] mean, double[] covariance) = Moments(source.Draw(rng.Split(draw)));
            for (int i = 0; i < mean.Length; i++) meanSum[i] += mean[i] / Draws;
            for (int i = 0; i < covariance.Length; i++) covarianceSum[i] += covariance[i] / Draws;
        }

        (double[] expectedMean, double[] expectedCovariance) = Moments(data);
        double largest = expectedCovariance.Max();
        Approx.Equal(expectedMean, meanSum, 5 * Math.Sqrt(largest / (Draws * rows)), "mean");
        Approx.Equal(expectedCovariance, covarianceSum, 5 * largest * Math.Sqrt(2.0 / (Draws * (rows - 1))), "covariance");
    }

    [Fact]
    public void Clusters_are_gone_but_the_shape_stays()
    {
        // Two far groups along the first axis: the draws keep its variance but not its gap.
        var rng = new Rng(2);
        var data = new Matrix(400, 2);
        rng.Normal(data.Values);
        for (int i = 0; i < 400; i++) data[i, 0] += i < 200 ? -20 : 20;
        Matrix draw = GaussianNull.Sample(data, rng.Split(1));

        Assert.Equal(0, Enumerable.Range(0, 400).Count(i => Math.Abs(data[i, 0]) < 10));
        Assert.InRange(Enumerable.Range(0, 400).Count(i => Math.Abs(draw[i, 0]) < 10), 120, 190);
    }

    [Theory]
    [InlineData(50, 3)]
    [InlineData(3, 50)]
    public void Constant_and_repeated_columns_stay_so(int rows, int columns)
    {
        var data = new Matrix(rows, columns);
        var rng = new Rng(3);
        for (int i = 0; i < rows; i++)
        {
            data[i, 0] = (float)rng.Normal();
            data[i, 1] = 5;
            data[i, 2] = data[i, 0];
        }

        Matrix draw = GaussianNull.Sample(data, rng);
        for (int i = 0; i < rows; i++)
        {
            Assert.Equal(5, draw[i, 1], 1e-5f);
            Assert.Equal(draw[i, 0], draw[i, 2], 1e-5f);
        }
    }

    [Fact]
    public void The_draw_follows_from_the_seed_alone()
    {
        Matrix data = Data(30, 4);
        float[] Draw(ulong seed) => GaussianNull.Sample(data, new Rng(seed)).Values.ToArray();
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void One_row_and_missing_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => GaussianNull.Sample(new Matrix(1, 3), new Rng(1)));
        Matrix data = Data(5, 2);
        data[2, 1] = float.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => GaussianNull.Sample(data, new Rng(1)));
    }

    private static Matrix Data(int rows, int columns)
    {
        var rng = new Rng(5);
        var data = new Matrix(rows, columns);
        rng.Normal(data.Values);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 1; j < columns; j++) data[i, j] = 0.7f * data[i, j - 1] + 0.5f * j * data[i, j] + j;
        }

        return data;
    }

    private static (double[] Mean, double[] Covariance) Moments(MatrixView data)
    {
        int columns = data.ColumnCount;
        double[] mean = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, data.RowCount).Average(r => (double)data[r, c]))];
        var covariance = new double[columns * columns];
        for (int r = 0; r < data.RowCount; r++)
        {
            for (int i = 0; i < columns; i++)
            {
                for (int j = 0; j < columns; j++) covariance[i * columns + j] += (data[r, i] - mean[i]) * (data[r, j] - mean[j]) / (data.RowCount - 1);
            }
        }

        return (mean, covariance);
    }
}
