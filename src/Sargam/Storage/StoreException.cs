namespace Sargam.Storage;

/// <summary>A workspace cannot be read, written or locked. The message says what, why, and what to do.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
