namespace Sargam.Pipeline;

/// <summary>Watches a pipeline: the terminal, a page, a test. Calls may come from any thread, progress very often.</summary>
public interface IPipelineObserver : IProgress<StageProgress>
{
    /// <summary>A stage begins.</summary>
    void StageStarted(StageKind stage);

    /// <summary>A fact that the user should know, such as a match rate.</summary>
    void Note(StageKind stage, string text);

    /// <summary>Something went wrong that does not stop the run.</summary>
    void Warn(StageKind stage, string text);

    /// <summary>A stage ended.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="reused">Whether an earlier result was still valid, so that nothing was computed.</param>
    void StageFinished(StageKind stage, TimeSpan elapsed, bool reused);
}
