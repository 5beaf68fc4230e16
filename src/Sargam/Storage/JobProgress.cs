using System.Text.Json;

namespace Sargam.Storage;

/// <summary>
/// How far the command is that works on a workspace: <c>progress.json</c>, for who looks on from another process. It is there only
/// while a command runs; one that was killed leaves it behind, so the lock decides whether it is true.
/// </summary>
public sealed record JobProgress
{
    private const string FileName = "progress.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The command, such as <c>sargam run</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The stage's word; empty before the first.</summary>
    public required string Stage { get; init; }

    /// <summary>Units done.</summary>
    public required long Done { get; init; }

    /// <summary>Units in all; 0 when unknown.</summary>
    public required long Total { get; init; }

    /// <summary>What is counted.</summary>
    public required string Unit { get; init; }

    /// <summary>All of it in words.</summary>
    public required string Sentence { get; init; }

    /// <summary>When this was written.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>What a workspace's file says, if a command holds the lock; else null.</summary>
    public static JobProgress? Read(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        string file = PathIn(workspace);
        try
        {
            // First the file: without one the lock is never touched.
            return File.Exists(file) && WorkspaceLock.IsHeld(workspace.Root) ? JsonSerializer.Deserialize<JobProgress>(File.ReadAllBytes(file), Json) : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file.</summary>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public void Write(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        AtomicFile.Write(PathIn(workspace), stream => JsonSerializer.Serialize(stream, this, Json));
    }

    /// <summary>Removes the file; one that cannot be removed does no harm, since the lock is free then.</summary>
    public static void Delete(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        try
        {
            File.Delete(PathIn(workspace));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing rests on it.
        }
    }

    private static string PathIn(Workspace workspace) => Path.Combine(workspace.Root, FileName);
}
