using Sargam.Learning.GaussianMixture;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

/// <summary>Expectation maximisation as a textbook has it: one observation, one component, one column at a time.</summary>
internal sealed class MixtureOracle
{
    private readonly CovarianceType _type;
    private readonly double _regularization;

    public MixtureOracle(GaussianMixtureParameters start, double regularization = 1e-6)
    {
        _type = start.CovarianceType;
        _regularization = regularization;
        Weights = [.. start.Weights];
        Means = [.. start.Means];
        Matrices = new double[Weights.Length][,];
        for (int c = 0; c < Weights.Length; c++) Matrices[c] = Matrix(start, c);
    }

    public double[] Weights { get; }

    public double[] Means { get; }

    /// <summary>Every component's covariance written out, whatever the type.</summary>
    public double[][,] Matrices { get; }

    public double[] Responsibilities { get; private set; } = [];

    public double[] LogDensities { get; private set; } = [];

    private int ColumnCount => Means.Length / Weights.Length;

    /// <summary>The covariance of one component of some parameters, written out.</summary>
    public static double[,] Matrix(GaussianMixtureParameters parameters, int component)
    {
        int d = parameters.ColumnCount;
        var matrix = new double[d, d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                matrix[i, j] = parameters.CovarianceType switch
                {
                    CovarianceType.Full => parameters.Covariances[component * d * d + i * d + j],
                    CovarianceType.Tied => parameters.Covariances[i * d + j],
                    CovarianceType.Diagonal => i == j ? parameters.Covariances[component * d + i] : 0,
                    _ => i == j ? parameters.Covariances[component] : 0,
                };
            }
        }

        return matrix;
    }

    public void Expect(Matrix rows)
    {
        int k = Weights.Length;
        Responsibilities = new double[rows.RowCount * k];
        LogDensities = new double[rows.RowCount];
        for (int i = 0; i < rows.RowCount; i++)
        {
            var logs = new double[k];
            for (int c = 0; c < k; c++) logs[c] = Math.Log(Weights[c]) + LogDensity(rows, i, c);
            double largest = logs.Max();
            LogDensities[i] = largest + Math.Log(logs.Sum(log => Math.Exp(log - largest)));
            for (int c = 0; c < k; c++) Responsibilities[i * k + c] = Math.Exp(logs[c] - LogDensities[i]);
        }
    }

    public void Maximise(Matrix rows)
    {
        int k = Weights.Length;
        int d = ColumnCount;
        var counts = new double[k];
        for (int c = 0; c < k; c++)
        {
            counts[c] = Enumerable.Range(0, rows.RowCount).Sum(i => Responsibilities[i * k + c]);
            for (int j = 0; j < d; j++) Means[c * d + j] = Enumerable.Range(0, rows.RowCount).Sum(i => Responsibilities[i * k + c] * rows[i, j]) / counts[c];
            for (int a = 0; a < d; a++)
            {
                for (int b = 0; b < d; b++)
                {
                    Matrices[c][a, b] = Enumerable.Range(0, rows.RowCount).Sum(
                        i => Responsibilities[i * k + c] * (rows[i, a] - Means[c * d + a]) * (rows[i, b] - Means[c * d + b])) / counts[c];
                }
            }
        }

        for (int c = 0; c < k; c++) Weights[c] = counts[c] / rows.RowCount;
        Restrict();
    }

    private void Restrict()
    {
        int d = ColumnCount;
        var shared = new double[d, d];
        for (int c = 0; c < Weights.Length; c++)
        {
            for (int a = 0; a < d; a++)
            {
                for (int b = 0; b < d; b++) shared[a, b] += Weights[c] * Matrices[c][a, b];
            }
        }

        foreach (double[,] matrix in Matrices)
        {
            double average = Enumerable.Range(0, d).Average(j => matrix[j, j]);
            for (int a = 0; a < d; a++)
            {
                for (int b = 0; b < d; b++)
                {
                    if (_type == CovarianceType.Tied) matrix[a, b] = shared[a, b];
                    if (_type == CovarianceType.Spherical) matrix[a, b] = average;
                    if (_type is CovarianceType.Diagonal or CovarianceType.Spherical && a != b) matrix[a, b] = 0;
                    if (a == b) matrix[a, b] += _regularization;
                }
            }
        }
    }

    /// <summary>By Cholesky and forward substitution.</summary>
    private double LogDensity(Matrix rows, int row, int component)
    {
        int d = ColumnCount;
        var factor = new double[d, d];
        var solved = new double[d];
        double result = -0.5 * d * Math.Log(2 * Math.PI);
        for (int i = 0; i < d; i++)
        {
            double rest = rows[row, i] - Means[component * d + i];
            for (int j = 0; j <= i; j++)
            {
                double sum = Matrices[component][i, j];
                for (int p = 0; p < j; p++) sum -= factor[i, p] * factor[j, p];
                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
                if (j < i) rest -= factor[i, j] * solved[j];
            }

            solved[i] = rest / factor[i, i];
            result -= Math.Log(factor[i, i]) + 0.5 * solved[i] * solved[i];
        }

        return result;
    }
}
