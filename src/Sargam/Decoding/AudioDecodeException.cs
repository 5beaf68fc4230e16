namespace Sargam.Decoding;

/// <summary>A file could not be decoded. The message is a reason for <c>failures.csv</c>: one plain sentence without the path.</summary>
public sealed class AudioDecodeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What is wrong, such as "not a WAV file: the data chunk is missing".</param>
    /// <param name="innerException">What lies behind it, if anything.</param>
    public AudioDecodeException(string reason, Exception? innerException = null)
        : base(reason, innerException)
    {
    }

    /// <summary>
    /// The file may be sound, but this decoder lacks its codec: another decoder should be asked. False for damage, which no
    /// other decoder repairs.
    /// </summary>
    public bool IsUnsupported { get; init; }
}
