using Sargam.Numerics;

namespace Sargam.Learning.Vae.Data;

/// <summary>What a VAE learns from or encodes: one or several views of the same observations, and what is known about them.</summary>
public sealed class VaeData
{
    /// <summary>Joins views of the same observations.</summary>
    /// <param name="modalities">At least one, with different names and equally many rows.</param>
    /// <param name="condition">The class that each observation is conditioned on; null for an unconditional model.</param>
    /// <param name="groups">
    /// Observations that belong together (the tracks of an artist, the crops of a track) have equal numbers: a group is held out
    /// for validation as a whole. Null makes every observation a group of its own.
    /// </param>
    /// <exception cref="ArgumentException">No modality, a name given twice, or different numbers of rows.</exception>
    public VaeData(IReadOnlyList<VaeModality> modalities, VaeCondition? condition = null, IReadOnlyList<int>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        if (modalities.Count == 0) throw new ArgumentException("a VAE needs at least 1 modality, got 0", nameof(modalities));
        RowCount = modalities[0].Values.RowCount;
        foreach (VaeModality modality in modalities)
        {
            if (modality.Values.RowCount != RowCount)
            {
                throw new ArgumentException($"every modality must have {RowCount} rows, {modality.Name} has {modality.Values.RowCount}", nameof(modalities));
            }

            if (modalities.Count(other => other.Name == modality.Name) > 1)
            {
                throw new ArgumentException($"modalities must have different names, {modality.Name} is given twice", nameof(modalities));
            }
        }

        RequireRows(condition?.Classes.Count, nameof(condition));
        RequireRows(groups?.Count, nameof(groups));
        Modalities = [.. modalities];
        Condition = condition;
        Groups = groups;
    }

    /// <summary>One modality of plain vectors.</summary>
    public VaeData(MatrixView values)
        : this([new VaeModality(values)])
    {
    }

    /// <summary>The views, in the order of <see cref="VaeOptions.Branches"/>.</summary>
    public IReadOnlyList<VaeModality> Modalities { get; }

    /// <summary>The classes to condition on, if any.</summary>
    public VaeCondition? Condition { get; }

    /// <summary>Which observations belong together, if any do.</summary>
    public IReadOnlyList<int>? Groups { get; }

    /// <summary>Observations.</summary>
    public int RowCount { get; }

    private void RequireRows(int? count, string name)
    {
        if (count is { } actual && actual != RowCount) throw new ArgumentException($"{name} must have an entry for each of the {RowCount} rows, got {actual}", name);
    }
}
