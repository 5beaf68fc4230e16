namespace Sargam.Learning.Preprocessing;

/// <summary>How many rows of a matrix make one chunk of parallel work: from the size of the work only, never from the machine.</summary>
internal static class RowChunks
{
    /// <summary>Rows of a packed block of points; chunk sizes are multiples of it.</summary>
    public const int Granularity = 16;

    private const int MaximumChunkCount = 32;
    private const int ValuesWorthAChunk = 32 * 1024;

    /// <summary>Rows per chunk: at most 32 chunks, so that partial results merged in order stay few, and none too small to pay.</summary>
    /// <param name="rowCount">Rows of the matrix.</param>
    /// <param name="columnCount">Columns of the matrix.</param>
    public static int Size(int rowCount, int columnCount)
    {
        int worthwhile = Math.Clamp(ValuesWorthAChunk / Math.Max(1, columnCount), 64, 1024);
        int size = Math.Max(worthwhile, rowCount / MaximumChunkCount + 1);
        return (size + Granularity - 1) / Granularity * Granularity;
    }
}
