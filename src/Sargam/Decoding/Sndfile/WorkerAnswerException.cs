namespace Sargam.Decoding.Sndfile;

/// <summary>A worker said no, and is as well as before.</summary>
internal sealed class WorkerAnswerException(string reason, bool isUnsupported) : Exception(reason)
{
    public AudioDecodeException ToDecodeException() => new(Message, this) { IsUnsupported = isUnsupported };
}
