using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>One representation of the tracks: a row per track.</summary>
public sealed class LatentSpace
{
    /// <summary>Joins the parts.</summary>
    /// <param name="method">How it was made.</param>
    /// <param name="seed">The seed it was made with.</param>
    /// <param name="values">One row per track.</param>
    /// <param name="activeUnits">Latent dimensions in use; null where none can collapse.</param>
    /// <param name="reconstructionR2">Share of the variance that the space gives back.</param>
    /// <param name="present">False for tracks that the space says nothing about; null when it knows all.</param>
    public LatentSpace(RepresentationMethod method, ulong seed, Matrix values, int? activeUnits, double? reconstructionR2, IReadOnlyList<bool>? present = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (present is not null && present.Count != values.RowCount) throw new ArgumentException($"present must have an entry for each of the {values.RowCount} rows, got {present.Count}", nameof(present));
        Present = present is null || present.All(here => here) ? null : present;
        Method = method;
        Seed = seed;
        Values = values;
        ActiveUnits = activeUnits;
        ReconstructionR2 = reconstructionR2;
    }

    /// <summary>How it was made.</summary>
    public RepresentationMethod Method { get; }

    /// <summary>The seed it was made with; methods without randomness have the first one.</summary>
    public ulong Seed { get; }

    /// <summary>One row per track.</summary>
    public Matrix Values { get; }

    /// <summary>False for tracks that the space says nothing about, whose rows are zeros: they are in no cluster. Null when it knows all.</summary>
    public IReadOnlyList<bool>? Present { get; }

    /// <summary>Latent dimensions in use; null where none can collapse.</summary>
    public int? ActiveUnits { get; }

    /// <summary>Share of the features' variance that the space gives back.</summary>
    public double? ReconstructionR2 { get; }
}
