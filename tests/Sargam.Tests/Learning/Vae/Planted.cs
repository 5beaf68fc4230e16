using Sargam.Numerics;

namespace Sargam.Tests.Learning.Vae;

/// <summary>Observations made of a few strong factors and a little noise.</summary>
internal static class Planted
{
    /// <summary>Rows of unit-variance columns, each a random mixture of the factors plus noise.</summary>
    public static Matrix Factors(ulong seed, int rowCount, int columnCount, int factorCount, double noise)
    {
        var rng = new Rng(seed);
        float[] loadings = new float[factorCount * columnCount];
        rng.Normal(loadings);
        var data = new Matrix(rowCount, columnCount);
        var factors = new double[factorCount];
        for (int row = 0; row < rowCount; row++)
        {
            for (int f = 0; f < factorCount; f++) factors[f] = rng.Normal();
            for (int column = 0; column < columnCount; column++)
            {
                double value = noise * rng.Normal();
                for (int f = 0; f < factorCount; f++) value += factors[f] * loadings[f * columnCount + column];
                data[row, column] = (float)value;
            }
        }

        Standardise(data);
        return data;
    }

    /// <summary>Share of the total variance along the strongest principal directions, by orthogonal iteration.</summary>
    public static double PcaBound(Matrix data, int directionCount)
    {
        int d = data.ColumnCount;
        var covariance = new double[d, d];
        double total = 0;
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                for (int row = 0; row < data.RowCount; row++) covariance[i, j] += (double)data[row, i] * data[row, j];
            }

            total += covariance[i, i];
        }

        double explained = 0;
        for (int k = 0; k < directionCount; k++)
        {
            (double value, double[] vector) = Strongest(covariance, d);
            explained += value;
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++) covariance[i, j] -= value * vector[i] * vector[j];
            }
        }

        return explained / total;
    }

    private static (double Value, double[] Vector) Strongest(double[,] matrix, int d)
    {
        double[] vector = [.. Enumerable.Range(0, d).Select(i => 1.0 + 0.1 * i)];
        double value = 0;
        for (int iteration = 0; iteration < 500; iteration++)
        {
            var product = new double[d];
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++) product[i] += matrix[i, j] * vector[j];
            }

            value = Math.Sqrt(product.Sum(x => x * x));
            vector = [.. product.Select(x => x / value)];
        }

        return (value, vector);
    }

    private static void Standardise(Matrix data)
    {
        for (int column = 0; column < data.ColumnCount; column++)
        {
            double[] values = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)data[row, column])];
            double mean = values.Average();
            double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            for (int row = 0; row < data.RowCount; row++) data[row, column] = (float)((values[row] - mean) / deviation);
        }
    }
}
