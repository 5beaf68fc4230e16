namespace Sargam.Learning.KMeans;

/// <summary>An origin and a unit, in which coordinates are small enough for 32-bit arithmetic.</summary>
internal sealed class Frame
{
    private readonly double[] _origin;

    private Frame(double[] origin, double scale)
    {
        _origin = origin;
        Scale = scale;
    }

    /// <summary>What lengths are multiplied by: a power of two.</summary>
    public double Scale { get; }

    /// <summary>A frame whose unit is about the root of the total variance.</summary>
    public static Frame Around(double[] origin, double totalVariance)
    {
        double scale = totalVariance > 0 ? Math.ScaleB(1, -Math.ILogB(Math.Sqrt(totalVariance))) : 1;
        return new Frame(origin, scale);
    }

    /// <summary>One coordinate of a point in this frame.</summary>
    public float ToFrame(double value, int column) => (float)((value - _origin[column]) * Scale);
}
