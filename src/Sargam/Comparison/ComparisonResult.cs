using System.Text.Json;
using System.Text.Json.Serialization;
using Sargam.Evaluation;

namespace Sargam.Comparison;

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
