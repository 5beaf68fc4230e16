namespace Sargam.Decoding.Ffmpeg;

/// <summary>The two programs that <see cref="FfmpegDecoder"/> runs.</summary>
/// <param name="FfmpegPath">Full path of <c>ffmpeg</c>.</param>
/// <param name="FfprobePath">Full path of <c>ffprobe</c>.</param>
/// <param name="Version">The version without the packager's suffix, such as <c>5.1.9</c>.</param>
public sealed record FfmpegPrograms(string FfmpegPath, string FfprobePath, string Version);
