namespace Sargam.Learning.Vae.Networks;

/// <summary>Rows put side by side, and taken apart again.</summary>
internal static class RowJoin
{
    /// <summary>Writes the rows of <paramref name="source"/> into columns of wider rows.</summary>
    public static void Place(ReadOnlySpan<float> source, int size, Span<float> joined, int joinedSize, int column, int rowCount)
    {
        for (int row = 0; row < rowCount; row++) source.Slice(row * size, size).CopyTo(joined.Slice(row * joinedSize + column, size));
    }

    /// <summary>Reads columns of wide rows.</summary>
    public static void Take(ReadOnlySpan<float> joined, int joinedSize, int column, Span<float> target, int size, int rowCount)
    {
        for (int row = 0; row < rowCount; row++) joined.Slice(row * joinedSize + column, size).CopyTo(target.Slice(row * size, size));
    }
}
