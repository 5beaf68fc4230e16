using Sargam.Scanning;

namespace Sargam.Pipeline;

/// <summary>Tells the user about failed files: the first few by name, the rest by number.</summary>
internal static class FailureNotes
{
    private const int NamedCount = 5;

    public static void Report(IPipelineObserver observer, StageKind stage, IReadOnlyCollection<TrackFailure> failures)
    {
        foreach (TrackFailure failure in failures.OrderBy(failure => failure.Path, StringComparer.Ordinal).Take(NamedCount))
        {
            observer.Warn(stage, $"{failure.Path}: {failure.Reason}");
        }

        if (failures.Count > NamedCount) observer.Warn(stage, $"and {Words.Count(failures.Count - NamedCount, "more file")}: failures.csv names them all");
    }
}
