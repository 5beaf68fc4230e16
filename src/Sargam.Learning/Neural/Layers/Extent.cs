namespace Sargam.Learning.Neural.Layers;

/// <summary>A length for each axis of a map; one number stands for both.</summary>
internal readonly record struct Extent(int Height, int Width)
{
    public static implicit operator Extent(int both) => new(both, both);
}
