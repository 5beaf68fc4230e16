namespace Sargam.Numerics.Kernels;

/// <summary>A map of (height, width, channels) with zeros around it.</summary>
internal readonly record struct PaddedMap(int Height, int Width, int Channels, int Top, int Left, int PaddedHeight, int PaddedWidth)
{
    /// <summary>Floats without the zeros.</summary>
    public int Size => Height * Width * Channels;

    /// <summary>Floats with them.</summary>
    public int PaddedSize => PaddedHeight * PaddedWidth * Channels;

    public bool IsPadded => PaddedSize != Size;

    public static PaddedMap WithoutPadding(int height, int width, int channels) =>
        Create(height, width, channels, (0, 0), (0, 0));

    public static PaddedMap Create(int height, int width, int channels, (int Before, int After) rows, (int Before, int After) columns)
    {
        long paddedHeight = (long)rows.Before + height + rows.After;
        long paddedWidth = (long)columns.Before + width + columns.After;
        if ((double)paddedHeight * paddedWidth * channels <= Array.MaxLength)
        {
            return new PaddedMap(height, width, channels, rows.Before, columns.Before, (int)paddedHeight, (int)paddedWidth);
        }

        throw new ArgumentException($"a map must fit an array, got {paddedHeight} x {paddedWidth} x {channels} with the padding");
    }

    /// <summary>Where a pixel lies in the padded map; coordinates are those without padding, and may be negative.</summary>
    public int Offset(int y, int x) => ((y + Top) * PaddedWidth + x + Left) * Channels;

    /// <summary>Copies one map and writes the zeros around it.</summary>
    public unsafe void Pad(float* map, float* padded)
    {
        int row = Width * Channels;
        int before = Offset(0, 0);
        int between = PaddedWidth * Channels - row;
        new Span<float>(padded, before).Clear();
        padded += before;
        for (int y = 0; y < Height; y++, map += row, padded += row + between)
        {
            new ReadOnlySpan<float>(map, row).CopyTo(new Span<float>(padded, row));
            if (y < Height - 1) new Span<float>(padded + row, between).Clear();
        }

        padded -= between;
        new Span<float>(padded, PaddedSize - before - Height * row - (Height - 1) * between).Clear();
    }
}
