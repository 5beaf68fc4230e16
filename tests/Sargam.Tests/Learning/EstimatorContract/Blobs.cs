using Sargam.Numerics;

namespace Sargam.Tests.Learning;

/// <summary>Normal clouds around random centres.</summary>
internal static class Blobs
{
    /// <summary>Rows 0, 1, 2, ... belong to clouds 0, 1, 2, ... in turn; every cloud has standard deviation 1.</summary>
    /// <param name="rowCount">Rows.</param>
    /// <param name="columnCount">Columns.</param>
    /// <param name="cloudCount">Clouds.</param>
    /// <param name="seed">Decides all.</param>
    /// <param name="spread">Standard deviation of the centres: 10 and more separate them well.</param>
    public static Matrix Make(int rowCount, int columnCount, int cloudCount, ulong seed, float spread = 5)
    {
        var rng = new Rng(seed);
        var centres = new Matrix(cloudCount, columnCount);
        rng.Normal(centres.Values);
        var rows = new Matrix(rowCount, columnCount);
        rng.Normal(rows.Values);
        for (int i = 0; i < rowCount; i++)
        {
            ReadOnlySpan<float> centre = centres.Row(i % cloudCount);
            for (int j = 0; j < columnCount; j++) rows[i, j] += spread * centre[j];
        }

        return rows;
    }
}
