using Sargam.Numerics;

namespace Sargam.Benchmarks.Learning;

/// <summary>Normal clouds around random centres; the rows belong to them in turn.</summary>
internal static class Clouds
{
    public static Matrix Make(int rowCount, int columnCount, int cloudCount, float spread)
    {
        var rng = new Rng(1);
        var centres = new Matrix(cloudCount, columnCount);
        rng.Normal(centres.Values);
        var rows = new Matrix(rowCount, columnCount);
        rng.Normal(rows.Values);
        for (int i = 0; i < rowCount; i++)
        {
            for (int j = 0; j < columnCount; j++) rows[i, j] += spread * centres[i % cloudCount, j];
        }

        return rows;
    }
}
