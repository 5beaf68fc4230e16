namespace Sargam.Numerics.Parallelism;

/// <summary>
/// Work in numbered chunks. A job object may be kept and run again, which makes parallel work free of allocation;
/// <see cref="FixedChunks"/> is the convenient face.
/// </summary>
internal abstract class ChunkJob
{
    /// <summary>Does one chunk. Called from several threads at once, each chunk once.</summary>
    public abstract void Run(int chunk);

    /// <summary>All chunks in order on the calling thread.</summary>
    public void RunInline(int chunkCount, CancellationToken cancellationToken)
    {
        for (int chunk = 0; chunk < chunkCount; chunk++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run(chunk);
        }
    }
}
