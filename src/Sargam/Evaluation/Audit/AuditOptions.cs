using Sargam.Pipeline;

namespace Sargam.Evaluation.Audit;

/// <summary>Clusters that were made elsewhere, and what they were made of.</summary>
public sealed record AuditOptions
{
    /// <summary>The vectors that were clustered: a <c>.npy</c> array with a row per track, or the number columns of a CSV.</summary>
    public required string EmbeddingsFile { get; init; }

    /// <summary>A CSV with the cluster of each track; -1, nothing and <c>noise</c> are no cluster.</summary>
    public required string AssignmentsFile { get; init; }

    /// <summary>A CSV that names and labels the rows of the vectors, in their order.</summary>
    public string? TracksFile { get; init; }

    /// <summary>Vectors of more dimensions for the same rows, as the space that clusters are also scored in.</summary>
    public string? FeaturesFile { get; init; }

    /// <summary>The column that names tracks, in the assignments and the tracks alike.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The column of clusters; null looks for it.</summary>
    public string? ClusterColumn { get; init; }

    /// <summary>Columns to score clusters against; none takes the usual ones (genre, style, language, artist, ...).</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Number columns of the vectors that are no part of them.</summary>
    public IReadOnlyList<string> SkipColumns { get; init; } = [];

    /// <summary>Draws, permutations and resamples.</summary>
    public EvaluateRecipe Evaluate { get; init; } = new();

    /// <summary>Start of all randomness.</summary>
    public ulong Seed { get; init; }
}
