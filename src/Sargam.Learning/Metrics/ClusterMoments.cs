using Sargam.Numerics;

namespace Sargam.Learning.Metrics;

/// <summary>The mean of each cluster, in double precision.</summary>
internal sealed class ClusterMoments
{
    private readonly double[] _centroids;
    private readonly int _columnCount;

    public ClusterMoments(MatrixView observations, LabelEncoding labels)
    {
        _columnCount = observations.ColumnCount;
        _centroids = new double[labels.Count * _columnCount];
        for (int i = 0; i < observations.RowCount; i++)
        {
            Span<double> centroid = _centroids.AsSpan(labels.Indices[i] * _columnCount, _columnCount);
            ReadOnlySpan<float> row = observations.Row(i);
            for (int j = 0; j < row.Length; j++) centroid[j] += row[j];
        }

        for (int k = 0; k < labels.Count; k++)
        {
            foreach (ref double value in _centroids.AsSpan(k * _columnCount, _columnCount)) value /= labels.Totals[k];
        }
    }

    public ReadOnlySpan<double> Centroid(int cluster) => _centroids.AsSpan(cluster * _columnCount, _columnCount);

    public double SquaredDistance(ReadOnlySpan<float> row, int cluster)
    {
        ReadOnlySpan<double> centroid = Centroid(cluster);
        double sum = 0;
        for (int j = 0; j < centroid.Length; j++)
        {
            double difference = row[j] - centroid[j];
            sum += difference * difference;
        }

        return sum;
    }

    public double Distance(int first, int second)
    {
        ReadOnlySpan<double> a = Centroid(first);
        ReadOnlySpan<double> b = Centroid(second);
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]);
        return Math.Sqrt(sum);
    }
}
