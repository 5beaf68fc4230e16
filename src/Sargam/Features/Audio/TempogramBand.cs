namespace Sargam.Features.Audio;

/// <summary>Some neighbouring lags of a tempogram that are averaged.</summary>
/// <param name="FirstLag">In frames, at least 1.</param>
/// <param name="LagCount">How many lags, at least 1.</param>
/// <param name="MinTempo">Beats per minute of the longest lag.</param>
/// <param name="MaxTempo">Beats per minute of the shortest lag.</param>
public readonly record struct TempogramBand(int FirstLag, int LagCount, double MinTempo, double MaxTempo);
