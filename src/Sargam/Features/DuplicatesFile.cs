using System.Text.Json;
using Sargam.Features.Fingerprints;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary><c>duplicates.json</c>: which tracks are the same recording as another, and how sure that is.</summary>
internal static class DuplicatesFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>What was found for the same tracks; null when it was never looked for, or the file cannot be understood.</summary>
    public static IReadOnlyList<NearDuplicate>? Read(Workspace workspace, string key)
    {
        try
        {
            string file = PathIn(workspace);
            Content? content = File.Exists(file) ? JsonSerializer.Deserialize<Content>(File.ReadAllBytes(file), Format) : null;
            return content?.Key == key ? content.Duplicates : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the file.</summary>
    public static void Write(Workspace workspace, string key, IReadOnlyList<NearDuplicate> duplicates) =>
        AtomicFile.Write(PathIn(workspace), stream => JsonSerializer.Serialize(stream, new Content(key, duplicates), Format));

    private static string PathIn(Workspace workspace) => Path.Combine(workspace.Root, "duplicates.json");

    private sealed record Content(string Key, IReadOnlyList<NearDuplicate> Duplicates);
}
