namespace Sargam.Learning.Neighbors;

/// <summary>Options of <see cref="NearestNeighbors"/>.</summary>
public sealed record NearestNeighborsOptions
{
    /// <summary>
    /// Neighbours of each row, itself not counted, at least 1 (scikit-learn: <c>n_neighbors</c>). Where there are fewer other
    /// rows, all of them: <see cref="NeighborGraph.NeighborCount"/> says how many that is.
    /// </summary>
    public int NeighborCount { get; init; } = 15;

    /// <summary>How neighbours are looked for (scikit-learn: <c>algorithm</c>).</summary>
    public NeighborSearch Search { get; init; }

    /// <summary>
    /// Share of the true neighbours that an approximate search aims to find, above 0 and at most 1. How much is searched is
    /// chosen from the data so that it is met; <see cref="NeighborGraph.Recall"/> is what came out. Unused when exact.
    /// </summary>
    public double TargetRecall { get; init; } = 0.95;

    /// <summary>Seed of the partition and of the rows on which recall is measured; unused when exact.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these options; none when they are usable.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (NeighborCount < 1) errors.Add(new OptionError(nameof(NeighborCount), $"must be at least 1, got {NeighborCount}"));
        if (!Enum.IsDefined(Search)) errors.Add(new OptionError(nameof(Search), $"must be Auto, Exact or Approximate, got {Search}"));
        if (!(TargetRecall > 0 && TargetRecall <= 1))
        {
            errors.Add(new OptionError(nameof(TargetRecall), $"must be above 0 and at most 1, got {TargetRecall}"));
        }

        return errors;
    }
}
