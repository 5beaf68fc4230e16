namespace Sargam.Learning.Dbscan;

/// <summary>Settings of <see cref="Dbscan"/>.</summary>
public sealed record DbscanOptions
{
    /// <summary>
    /// Observations at most this far apart are neighbours: positive, in the unit of the observations (scikit-learn: <c>eps</c>).
    /// Null, the default, takes it from the data: the knee of the sorted distances to the <see cref="MinPoints"/>-th neighbour,
    /// never a wanted number of clusters. See <see cref="DbscanModel.Epsilon"/> for what was taken.
    /// </summary>
    public double? Epsilon { get; init; }

    /// <summary>
    /// Neighbours that make an observation a core of a cluster, the observation itself counted; at least 1, 5 by default
    /// (scikit-learn: <c>min_samples</c>). More of them call more observations noise.
    /// </summary>
    public int MinPoints { get; init; } = 5;

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (Epsilon is { } epsilon && (!(epsilon > 0) || !double.IsFinite(epsilon))) errors.Add(new(nameof(Epsilon), $"must be positive and finite, or null, got {epsilon}"));
        if (MinPoints < 1) errors.Add(new(nameof(MinPoints), $"must be at least 1, got {MinPoints}"));
        return errors;
    }
}
