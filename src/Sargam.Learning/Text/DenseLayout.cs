namespace Sargam.Learning.Text;

/// <summary>Rows after rows to columns after columns.</summary>
internal static class DenseLayout
{
    public static double[] Transpose(ReadOnlySpan<double> matrix, int rowCount, int columnCount)
    {
        var result = new double[matrix.Length];
        for (int i = 0; i < rowCount; i++)
        {
            for (int j = 0; j < columnCount; j++) result[j * rowCount + i] = matrix[i * columnCount + j];
        }

        return result;
    }
}
