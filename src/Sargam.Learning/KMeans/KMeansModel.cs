using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.KMeans;

/// <summary>The clusters that <see cref="KMeans"/> found: immutable.</summary>
public sealed class KMeansModel : ClusteringModel, IPredictor
{
    private readonly Matrix _centroids;
    private readonly double[] _wideCentroids;

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="labels">The cluster of each observation of the fit.</param>
    /// <param name="convergence">How the fit ended.</param>
    /// <param name="centroids">One finite row per cluster; copied.</param>
    /// <param name="inertia">Sum of squared distances of the observations from their centroids.</param>
    /// <exception cref="ArgumentException">There are no centroids, one is not finite, or a label has none.</exception>
    public KMeansModel(IReadOnlyList<int> labels, Convergence convergence, MatrixView centroids, double inertia)
        : base([.. labels], convergence)
    {
        Observations.Check(centroids, nameof(KMeansModel));
        for (int i = 0; i < labels.Count; i++)
        {
            if ((uint)labels[i] >= (uint)centroids.RowCount)
            {
                throw new ArgumentException($"labels must be in [0, {centroids.RowCount}), row {i} has {labels[i]}", nameof(labels));
            }
        }

        _centroids = centroids.ToMatrix();
        _wideCentroids = new double[_centroids.Values.Length];
        for (int i = 0; i < _wideCentroids.Length; i++) _wideCentroids[i] = _centroids.Values[i];
        Inertia = inertia;
    }

    /// <summary>The mean of each cluster, one row each (scikit-learn: <c>cluster_centers_</c>).</summary>
    public MatrixView Centroids => _centroids;

    /// <summary>Sum of squared distances of the fitted observations from their centroids (scikit-learn: <c>inertia_</c>).</summary>
    public double Inertia { get; }

    /// <summary>Clusters found: as many as asked for, or fewer where the observations have fewer distinct rows.</summary>
    public int ClusterCount => _centroids.RowCount;

    /// <inheritdoc/>
    public int ColumnCount => _centroids.ColumnCount;

    /// <summary>The nearest centroid of each row, the lowest number where two are equally near. On the fitted rows: <see cref="ClusteringModel.Labels"/>.</summary>
    /// <exception cref="ArgumentException">The rows have another number of columns, or a value is NaN or infinite.</exception>
    public int[] Predict(MatrixView observations)
    {
        Check(observations);
        Frame frame = CentroidFrame();
        var table = new CentroidTable(_wideCentroids, ColumnCount, frame);
        var labels = new int[observations.RowCount];
        FixedChunks.ForEach(labels.Length, RowChunks.Size(labels.Length, ColumnCount), (start, end) =>
        {
            MatrixView rows = observations.Rows(start, end - start);
            table.Assign(PackedObservations.PackChunk(rows, frame), rows, labels.AsSpan(start, end - start), out _);
        });
        return labels;
    }

    /// <summary>
    /// How clearly each row belongs to its cluster: 1 - d1 / d2, where d1 and d2 are the distances from the nearest and the
    /// second nearest centroid. 1 on a centroid or when there is one cluster only, 0 half way between two.
    /// </summary>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">The rows have another number of columns, or a value is NaN or infinite.</exception>
    public override float[] Confidences(MatrixView observations)
    {
        Check(observations);
        var confidences = new float[observations.RowCount];
        FixedChunks.ForEach(confidences.Length, RowChunks.Size(confidences.Length, ColumnCount), (start, end) =>
        {
            for (int i = start; i < end; i++) confidences[i] = Confidence(observations.Row(i));
        });
        return confidences;
    }

    private float Confidence(ReadOnlySpan<float> row)
    {
        double nearest = double.PositiveInfinity;
        double second = double.PositiveInfinity;
        for (int c = 0; c < ClusterCount; c++)
        {
            double distance = WideRows.SquaredDistance(row, _wideCentroids.AsSpan(c * ColumnCount, ColumnCount));
            second = Math.Min(second, Math.Max(nearest, distance));
            nearest = Math.Min(nearest, distance);
        }

        return second > 0 ? (float)(1 - Math.Sqrt(nearest / second)) : 0;
    }

    private void Check(MatrixView observations)
    {
        Observations.CheckColumns(observations, nameof(KMeansModel), ColumnCount);
        Observations.Check(observations, nameof(KMeansModel), minimumRowCount: 0);
    }

    private Frame CentroidFrame()
    {
        ColumnStatistics statistics = ColumnStatistics.Of(Centroids);
        double totalVariance = 0;
        foreach (double variance in statistics.Variance) totalVariance += variance;
        return Frame.Around(statistics.Mean, totalVariance);
    }
}
