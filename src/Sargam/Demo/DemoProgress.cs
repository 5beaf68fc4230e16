namespace Sargam.Demo;

/// <summary>How far the writing of a collection is.</summary>
/// <param name="TrackNumber">The track just written; tracks finish in any order.</param>
/// <param name="DoneCount">Tracks written so far.</param>
/// <param name="TrackCount">Tracks in the collection.</param>
public readonly record struct DemoProgress(int TrackNumber, int DoneCount, int TrackCount);
