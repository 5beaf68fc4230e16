namespace Sargam.Scanning;

/// <summary>An audio file as the source lists it; not yet opened.</summary>
/// <param name="Path">Relative to the source's root, with forward slashes.</param>
/// <param name="FullPath">Where it is.</param>
public sealed record TrackFile(string Path, string FullPath);
