using Sargam.Numerics;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>Where a map begins: so small that points can still pass each other.</summary>
internal static class StartPositions
{
    private const double Spread = 1e-4;

    /// <summary>The given positions, scaled; random ones when there are none or they do not differ.</summary>
    /// <exception cref="ArgumentException">The positions are not one for each observation, or not finite.</exception>
    public static Matrix Of(int count, MatrixView? given, ulong seed)
    {
        var start = new Matrix(count, 2);
        double scale = given is { } positions ? ScaleOf(positions, count) : 0;
        if (scale > 0)
        {
            ReadOnlySpan<float> values = given!.Value.Values;
            for (int i = 0; i < values.Length; i++) start.Values[i] = (float)(values[i] * scale);
            return start;
        }

        var rng = new Rng(seed);
        for (int i = 0; i < start.Values.Length; i++) start.Values[i] = (float)(Spread * rng.Normal());
        return start;
    }

    private static double ScaleOf(MatrixView positions, int count)
    {
        if (positions.RowCount != count || positions.ColumnCount != 2)
        {
            throw new ArgumentException($"initialPositions must be {count} x 2, got {positions.RowCount} x {positions.ColumnCount}", nameof(positions));
        }

        Observations.Check(positions, "TSne initialPositions");
        double mean = 0;
        for (int i = 0; i < count; i++) mean += positions[i, 0];
        mean /= count;
        double squares = 0;
        for (int i = 0; i < count; i++) squares += (positions[i, 0] - mean) * (positions[i, 0] - mean);
        double deviation = Math.Sqrt(squares / count);
        return deviation > 0 ? Spread / deviation : 0;
    }
}
