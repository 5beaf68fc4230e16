using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>The means that <see cref="GroupCentring"/> learned: immutable.</summary>
public sealed class GroupCentringModel : ITransform
{
    private readonly double[] _mean;
    private readonly int[] _groups;
    private readonly double[] _offsets;
    private readonly Dictionary<int, int> _indexOf = [];

    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="mean">The mean of each column, subtracted from rows of unknown groups.</param>
    /// <param name="groups">The groups seen, each once.</param>
    /// <param name="offsets">What is subtracted from the rows of each group: one row of columns per group, row after row.</param>
    /// <exception cref="ArgumentException">The lengths do not agree, a group repeats or a number is not finite.</exception>
    public GroupCentringModel(IReadOnlyList<double> mean, IReadOnlyList<int> groups, IReadOnlyList<double> offsets)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(offsets);
        if (offsets.Count != (long)mean.Count * groups.Count)
        {
            throw new ArgumentException($"offsets must have {groups.Count} x {mean.Count} values as groups and mean demand, got {offsets.Count}", nameof(offsets));
        }

        if (!mean.All(double.IsFinite)) throw new ArgumentException("mean must be finite", nameof(mean));
        if (!offsets.All(double.IsFinite)) throw new ArgumentException("offsets must be finite", nameof(offsets));
        (_mean, _groups, _offsets) = ([.. mean], [.. groups], [.. offsets]);
        for (int g = 0; g < _groups.Length; g++)
        {
            if (!_indexOf.TryAdd(_groups[g], g)) throw new ArgumentException($"groups must differ, {_groups[g]} repeats", nameof(groups));
        }
    }

    /// <summary>The mean of each column over all rows of the fit.</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>The groups of the fit.</summary>
    public IReadOnlyList<int> Groups => _groups;

    /// <summary>What is subtracted from the rows of each group, one row per group, row after row.</summary>
    public IReadOnlyList<double> Offsets => _offsets;

    /// <inheritdoc/>
    public int InputColumnCount => _mean.Length;

    /// <inheritdoc/>
    public int OutputColumnCount => _mean.Length;

    /// <summary>Maps rows whose groups are unknown: subtracts the mean of all.</summary>
    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations) => Subtract(observations, null);

    /// <summary>Maps rows of known groups; a group that the fit did not see is unknown.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="groups">The group of each row.</param>
    /// <exception cref="ArgumentException">The input has another number of columns, not one group per row, or a value is NaN or infinite.</exception>
    public Matrix Transform(MatrixView observations, IReadOnlyList<int> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != observations.RowCount)
        {
            throw new ArgumentException($"groups must name the group of each of {observations.RowCount} rows, got {groups.Count}", nameof(groups));
        }

        return Subtract(observations, groups);
    }

    private Matrix Subtract(MatrixView observations, IReadOnlyList<int>? groups)
    {
        Observations.CheckColumns(observations, nameof(GroupCentringModel), InputColumnCount);
        Observations.Check(observations, nameof(GroupCentringModel), minimumRowCount: 0);
        var result = new Matrix(observations.RowCount, OutputColumnCount);
        for (int i = 0; i < observations.RowCount; i++)
        {
            ReadOnlySpan<double> offset = groups is not null && _indexOf.TryGetValue(groups[i], out int index)
                ? _offsets.AsSpan(index * _mean.Length, _mean.Length)
                : _mean;
            ReadOnlySpan<float> row = observations.Row(i);
            Span<float> centred = result.Row(i);
            for (int j = 0; j < row.Length; j++) centred[j] = ColumnScaling.Narrow(row[j] - offset[j]);
        }

        return result;
    }
}
