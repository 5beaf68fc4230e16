namespace Sargam.Decoding.Ffmpeg;

/// <summary>The outcome of a search for ffmpeg: the programs, or why there are none.</summary>
/// <param name="Programs">The programs; null when they are not usable.</param>
/// <param name="Problem">What is wrong and what would help, when there are none; otherwise empty.</param>
public sealed record FfmpegLocation(FfmpegPrograms? Programs, string Problem);
