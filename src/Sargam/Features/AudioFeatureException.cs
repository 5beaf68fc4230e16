namespace Sargam.Features;

/// <summary>
/// No features can be computed from a track's audio: a property of the file, not a mistake of the caller. The message is a
/// reason for <c>failures.csv</c>: one plain sentence without the path.
/// </summary>
public sealed class AudioFeatureException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What is wrong, such as "the audio is silent".</param>
    public AudioFeatureException(string reason)
        : base(reason)
    {
    }
}
