using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>
/// Takes out of every row what its group (artist, album, language) has in common, so that clusters do not merely follow the
/// groups: subtracts the group's mean, drawn towards the mean of all the more the fewer rows the group has.
/// </summary>
/// <remarks>
/// The mean of few rows is mostly chance, and of one row is that row: subtracting it would leave nothing. The estimated
/// shrinkage is that of a random-effects model, by the method of moments; where groups differ no more than chance makes
/// them, or every row is a group of its own, only the mean of all is subtracted.
/// </remarks>
public sealed class GroupCentring
{
    private readonly GroupCentringOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public GroupCentring(GroupCentringOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(GroupCentringOptions));
        _options = options;
    }

    /// <summary>Learns the means.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="groups">The group of each row; any number is a group.</param>
    /// <param name="cancellationToken">Checked between chunks of work.</param>
    /// <exception cref="ArgumentException">There are no rows or columns, not one group per row, or a value is NaN or infinite.</exception>
    public GroupCentringModel Fit(MatrixView observations, IReadOnlyList<int> groups, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(GroupCentring));
        LabelEncoding encoding = LabelEncoding.For(groups, observations.RowCount, nameof(GroupCentring));
        cancellationToken.ThrowIfCancellationRequested();
        double[] mean = ColumnStatistics.Means(observations, cancellationToken);
        var groupMeans = new ClusterMoments(observations, encoding);
        int columns = observations.ColumnCount;
        double[] shrinkage = _options.Shrinkage is { } given
            ? [.. Enumerable.Repeat(given, columns)]
            : EstimateShrinkage(observations, encoding, groupMeans, mean);
        var offsets = new double[encoding.Count * columns];
        for (int g = 0; g < encoding.Count; g++)
        {
            ReadOnlySpan<double> own = groupMeans.Centroid(g);
            for (int j = 0; j < columns; j++)
            {
                double weight = encoding.Totals[g] / (encoding.Totals[g] + shrinkage[j]);
                offsets[g * columns + j] = mean[j] + weight * (own[j] - mean[j]);
            }
        }

        return new GroupCentringModel(mean, encoding.Labels, offsets);
    }

    /// <summary>Variance within groups over variance between, per column; infinite where nothing is known to lie between.</summary>
    private static double[] EstimateShrinkage(MatrixView observations, LabelEncoding groups, ClusterMoments groupMeans, double[] mean)
    {
        var within = new double[mean.Length];
        var between = new double[mean.Length];
        for (int i = 0; i < observations.RowCount; i++)
        {
            ReadOnlySpan<float> row = observations.Row(i);
            ReadOnlySpan<double> own = groupMeans.Centroid(groups.Indices[i]);
            for (int j = 0; j < row.Length; j++)
            {
                within[j] += (row[j] - own[j]) * (row[j] - own[j]);
                between[j] += (own[j] - mean[j]) * (own[j] - mean[j]);
            }
        }

        double n = observations.RowCount;
        double squaredSizes = groups.Totals.Sum(total => (double)total * total);
        double typicalSize = (n - squaredSizes / n) / (groups.Count - 1.0);
        double withinFreedom = n - groups.Count;
        return [.. within.Zip(between, (inside, outside) =>
        {
            if (groups.Count < 2 || withinFreedom == 0) return double.PositiveInfinity;
            double variance = inside / withinFreedom;
            double groupVariance = (outside / (groups.Count - 1) - variance) / typicalSize;
            return groupVariance > 0 ? variance / groupVariance : double.PositiveInfinity;
        })];
    }
}
