namespace Sargam.Decoding;

/// <summary>What <c>sargam doctor</c> says about one decoder.</summary>
/// <param name="Name">Its name: <c>wav</c>, <c>ffmpeg</c>.</param>
/// <param name="IsAvailable">Whether it can be used on this machine.</param>
/// <param name="Version">Its version, when it is available and has one; otherwise empty.</param>
/// <param name="Reads">The formats it is for.</param>
/// <param name="Problem">Why it is not available and what helps; empty when it is available.</param>
public sealed record DecoderStatus(string Name, bool IsAvailable, string Version, string Reads, string Problem);
