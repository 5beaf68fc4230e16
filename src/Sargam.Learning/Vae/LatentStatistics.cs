namespace Sargam.Learning.Vae;

/// <summary>Variance of the posterior mean in each latent dimension, gathered batch by batch.</summary>
internal sealed class LatentStatistics(int latentSize)
{
    /// <summary>A dimension is active when the variance of its posterior mean exceeds this (Burda, Grosse and Salakhutdinov 2016).</summary>
    public const double ActiveVariance = 0.01;

    private readonly double[] _sums = new double[latentSize];
    private readonly double[] _squares = new double[latentSize];
    private long _rowCount;

    /// <summary>Latent dimensions that carry information about the observations seen.</summary>
    public int ActiveUnits
    {
        get
        {
            int active = 0;
            for (int i = 0; i < latentSize; i++)
            {
                double mean = _sums[i] / Math.Max(_rowCount, 1);
                if (_squares[i] / Math.Max(_rowCount, 1) - mean * mean > ActiveVariance) active++;
            }

            return active;
        }
    }

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_squares);
        _rowCount = 0;
    }

    /// <summary>Takes in the posterior means of some rows.</summary>
    public void Add(ReadOnlySpan<float> means)
    {
        for (int start = 0; start < means.Length; start += latentSize, _rowCount++)
        {
            for (int i = 0; i < latentSize; i++)
            {
                double mean = means[start + i];
                _sums[i] += mean;
                _squares[i] += mean * mean;
            }
        }
    }
}
