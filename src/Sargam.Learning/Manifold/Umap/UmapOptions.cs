namespace Sargam.Learning.Manifold.Umap;

/// <summary>Options of <see cref="Umap"/>.</summary>
public sealed record UmapOptions
{
    /// <summary>
    /// Size of the neighbourhood that is kept together, the row itself counted, at least 2 (umap-learn: <c>n_neighbors</c>).
    /// Where there are fewer rows, all of them: <see cref="UmapModel.NeighborCount"/> says how many that is.
    /// </summary>
    public int NeighborCount { get; init; } = 15;

    /// <summary>How near points may lie on the map, from 0 to <see cref="Spread"/> (umap-learn: <c>min_dist</c>).</summary>
    public double MinDistance { get; init; } = 0.1;

    /// <summary>Scale of the map, above 0 (umap-learn: <c>spread</c>).</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Columns of the map, at least 1 (umap-learn: <c>n_components</c>).</summary>
    public int ComponentCount { get; init; } = 2;

    /// <summary>
    /// Rounds of the layout, at least 1 (umap-learn: <c>n_epochs</c>). Null, the default, is 500 up to 10,000 rows and 200 above.
    /// </summary>
    public int? EpochCount { get; init; }

    /// <summary>Random points that push for each neighbour that pulls, at least 0 (umap-learn: <c>negative_sample_rate</c>).</summary>
    public int NegativeSampleCount { get; init; } = 5;

    /// <summary>Decides everything that is random (umap-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these options; none when they are usable.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (NeighborCount < 2) errors.Add(new OptionError(nameof(NeighborCount), $"must be at least 2, got {NeighborCount}"));
        bool scaled = Spread > 0 && double.IsFinite(Spread);
        if (!scaled) errors.Add(new OptionError(nameof(Spread), $"must be a finite number above 0, got {Spread}"));
        if (!(MinDistance >= 0 && double.IsFinite(MinDistance)) || (scaled && MinDistance > Spread))
        {
            errors.Add(new OptionError(nameof(MinDistance), $"must be from 0 to Spread, {Spread}, got {MinDistance}"));
        }

        if (ComponentCount < 1) errors.Add(new OptionError(nameof(ComponentCount), $"must be at least 1, got {ComponentCount}"));
        if (EpochCount < 1) errors.Add(new OptionError(nameof(EpochCount), $"must be at least 1, got {EpochCount}"));
        if (NegativeSampleCount < 0) errors.Add(new OptionError(nameof(NegativeSampleCount), $"must be at least 0, got {NegativeSampleCount}"));
        return errors;
    }
}
