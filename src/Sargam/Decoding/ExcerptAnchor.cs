namespace Sargam.Decoding;

/// <summary>Where an excerpt lies.</summary>
public enum ExcerptAnchor
{
    /// <summary>At the beginning of the track.</summary>
    Start,

    /// <summary>Around the middle of the track, as much before it as after it.</summary>
    Middle,
}
