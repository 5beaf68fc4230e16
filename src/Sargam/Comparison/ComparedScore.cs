using Sargam.Evaluation;

namespace Sargam.Comparison;

/// <summary>A method of a comparison: a recipe's space and what grouped it.</summary>
public sealed record ComparedScore
{
    /// <summary>The recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>The space: <c>vae</c>, <c>autoencoder</c>, <c>pca</c>, <c>raw</c> and the like.</summary>
    public required string Representation { get; init; }

    /// <summary>What grouped it.</summary>
    public required string Clusterer { get; init; }

    /// <summary>Whether it is its recipe's main method.</summary>
    public required bool IsMain { get; init; }

    /// <summary>Smallest number of clusters among the seeds.</summary>
    public required int MinClusters { get; init; }

    /// <summary>Largest number of clusters among the seeds.</summary>
    public required int MaxClusters { get; init; }

    /// <summary>Seeds.</summary>
    public required int SeedCount { get; init; }

    /// <summary>Place by <see cref="MeanRank"/>, from 1, equal ones share it; null when it is not ranked.</summary>
    public int? Place { get; init; }

    /// <summary>Mean place over the common spaces.</summary>
    public double? MeanRank { get; init; }

    /// <summary>Silhouettes in the common spaces.</summary>
    public required IReadOnlyList<CommonScore> Common { get; init; }

    /// <summary>Agreement with labels.</summary>
    public required IReadOnlyList<LabelScore> Labels { get; init; }

    /// <summary>What its recipe's evaluation says of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What a reader must know of it, such as <c>collapsed</c>.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    /// <summary>As people read it: <c>sargam: vae + kmeans</c>.</summary>
    public string Name => $"{Recipe}: {Representation} + {Clusterer}";
}
