namespace Sargam.Numerics.Spectral;

/// <summary>The discrete cosine transform.</summary>
public static class Dct
{
    /// <summary>
    /// The first rows of the orthonormal DCT-II (scipy: <c>dct(type=2, norm="ortho")</c>) as a matrix: multiply a column
    /// vector of <paramref name="length"/> values by it. Rows are orthonormal.
    /// </summary>
    /// <param name="coefficientCount">Rows, from 1 to <paramref name="length"/>.</param>
    /// <param name="length">Columns, at least 1.</param>
    public static Matrix TypeTwo(int coefficientCount, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(coefficientCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(coefficientCount, length);
        var basis = new Matrix(coefficientCount, length);
        for (int k = 0; k < coefficientCount; k++)
        {
            double scale = Math.Sqrt((k == 0 ? 1.0 : 2.0) / length);
            Span<float> row = basis.Row(k);
            for (int n = 0; n < length; n++) row[n] = (float)(scale * Math.Cos(Math.PI * k * (2L * n + 1) / (2.0 * length)));
        }

        return basis;
    }
}
