namespace Sargam.Learning.Vae.Networks;

/// <summary>Mean and variance of a mixture of posteriors, one per class.</summary>
internal sealed class ClassAverage(int length)
{
    private readonly double[] _means = new double[length];
    private readonly double[] _squares = new double[length];

    public void Add(double share, ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance)
    {
        for (int i = 0; i < _means.Length; i++)
        {
            _means[i] += share * mean[i];
            _squares[i] += share * (Math.Exp(logVariance[i]) + (double)mean[i] * mean[i]);
        }
    }

    public void WriteRow(int row, int size, Span<float> mean, Span<float> logVariance)
    {
        for (int i = row * size; i < (row + 1) * size; i++)
        {
            mean[i] = (float)_means[i];
            logVariance[i] = (float)Math.Log(Math.Max(_squares[i] - _means[i] * _means[i], 1e-30));
        }
    }
}
