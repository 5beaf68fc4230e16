namespace Sargam.Decoding;

/// <summary>A stretch of audio.</summary>
/// <param name="Start">Its first frame.</param>
/// <param name="Count">Its length in frames.</param>
public readonly record struct FrameRange(long Start, long Count);
