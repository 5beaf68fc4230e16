namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>Mean, variance and divergence of the posterior in each latent dimension, gathered batch by batch.</summary>
internal sealed class LatentStatistics(int latentSize)
{
    /// <summary>A dimension is active when the variance of its posterior mean exceeds this (Burda, Grosse and Salakhutdinov 2016).</summary>
    public const double ActiveVariance = 0.01;

    private readonly double[] _sums = new double[latentSize];
    private readonly double[] _squares = new double[latentSize];
    private readonly double[] _variances = new double[latentSize];
    private readonly double[] _kl = new double[latentSize];
    private long _rowCount;

    /// <summary>Latent dimensions that carry information about the observations seen.</summary>
    public int ActiveUnits => Enumerable.Range(0, latentSize).Count(dimension => VarianceOfMean(dimension) > ActiveVariance);

    /// <summary>Mean of the posterior mean per dimension.</summary>
    public double[] Means => [.. _sums.Select(PerRow)];

    /// <summary>Variance of the posterior mean per dimension.</summary>
    public double[] VariancesOfMean => [.. Enumerable.Range(0, latentSize).Select(VarianceOfMean)];

    /// <summary>Mean KL divergence from the standard normal per dimension.</summary>
    public double[] KlPerDimension => [.. _kl.Select(PerRow)];

    /// <summary>Standard deviation of what the encoder gives per dimension, its spread and its uncertainty together.</summary>
    public double[] AggregateDeviations =>
        [.. Enumerable.Range(0, latentSize).Select(dimension => Math.Sqrt(VarianceOfMean(dimension) + PerRow(_variances[dimension])))];

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_squares);
        Array.Clear(_variances);
        Array.Clear(_kl);
        _rowCount = 0;
    }

    /// <summary>Takes in the posteriors of some rows; the log variances are empty for a plain autoencoder.</summary>
    public void Add(ReadOnlySpan<float> means, ReadOnlySpan<float> logVariances)
    {
        for (int start = 0; start < means.Length; start += latentSize, _rowCount++)
        {
            for (int i = 0; i < latentSize; i++)
            {
                double mean = means[start + i];
                _sums[i] += mean;
                _squares[i] += mean * mean;
                if (logVariances.IsEmpty) continue;
                _variances[i] += Math.Exp(logVariances[start + i]);
                _kl[i] += Objective.StandardNormalPrior.Kl(mean, logVariances[start + i]);
            }
        }
    }

    private double PerRow(double sum) => sum / Math.Max(_rowCount, 1);

    private double VarianceOfMean(int dimension)
    {
        double mean = PerRow(_sums[dimension]);
        return Math.Max(0, PerRow(_squares[dimension]) - mean * mean);
    }
}
