using System.Text.Json;
using System.Text.Json.Serialization;
using Sargam.Evaluation;

namespace Sargam.Comparison;

/// <summary>A recipe of a comparison that could not be run.</summary>
/// <param name="Recipe">Its name.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record FailedRecipe(string Recipe, string Reason);

/// <summary>A method's silhouette in a space that all methods share.</summary>
/// <param name="Space">Such as <c>mfcc_stats</c>.</param>
/// <param name="Silhouette">Over seeds; null where there is no silhouette.</param>
/// <param name="Rank">Its place among the ranked methods, 1 for the highest; null when it is not ranked.</param>
public sealed record CommonScore(string Space, ScoreSpread? Silhouette, double? Rank);

/// <summary>A method's agreement with a label set.</summary>
/// <param name="Label">The label set.</param>
/// <param name="Ami">Adjusted mutual information over seeds, on the tracks that all methods share.</param>
/// <param name="PBestOf">At the first seed, permutation p that allows for all methods having been tried; null where it proves nothing.</param>
/// <param name="WasGiven">Whether the method was told the label.</param>
public sealed record LabelScore(string Label, ScoreSpread Ami, double? PBestOf, bool WasGiven);

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
    [JsonIgnore]
    public string Name => $"{Recipe}: {Representation} + {Clusterer}";
}

/// <summary>Methods side by side.</summary>
public sealed record ComparisonResult
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Where the files are.</summary>
    public required string Folder { get; init; }

    /// <summary>Tracks that all methods group.</summary>
    public required int TrackCount { get; init; }

    /// <summary>The methods, the best ranked first, those that are not ranked last.</summary>
    public required IReadOnlyList<ComparedScore> Methods { get; init; }

    /// <summary>Recipes that could not be run.</summary>
    public required IReadOnlyList<FailedRecipe> NotRun { get; init; }

    /// <summary>Paired differences in agreement with labels, with their 95 % intervals.</summary>
    public required IReadOnlyList<MethodComparison> Differences { get; init; }

    /// <summary>What it comes to, in plain sentences.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>The result as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
