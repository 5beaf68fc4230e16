using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>One representation of the tracks: a row per track.</summary>
public sealed class LatentSpace
{
    /// <summary>Joins the parts.</summary>
    public LatentSpace(RepresentationMethod method, ulong seed, Matrix values, int? activeUnits, double? reconstructionR2)
    {
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

    /// <summary>Latent dimensions in use; null where none can collapse.</summary>
    public int? ActiveUnits { get; }

    /// <summary>Share of the features' variance that the space gives back.</summary>
    public double? ReconstructionR2 { get; }
}
