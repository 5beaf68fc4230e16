namespace Sargam.Tests.Numerics.Reference;

/// <summary>
/// Sums one element at a time. The exact ones are the truth; the "in order" ones repeat the order of additions that the kernels
/// promise, so equality of bits shows that the instruction set does not matter.
/// </summary>
internal static class ReferenceSums
{
    public static double Exact(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Func<double, double, double> term)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += term(x[i], y[i]);
        return sum;
    }

    /// <summary>32 float lanes over blocks of 1,024, the last vectors of 8 into the first lanes, the rest one by one in double.</summary>
    public static double InOrder(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Func<float, float, float> term)
    {
        double sum = 0;
        int whole = x.Length / 8 * 8;
        for (int start = 0; start < whole; start += 1024)
        {
            int length = Math.Min(1024, whole - start);
            var lanes = new float[32];
            for (int i = 0; i < length; i++)
            {
                int lane = i < length / 32 * 32 ? i % 32 : i % 8;
                lanes[lane] += term(x[start + i], y[start + i]);
            }

            var eight = new double[8];
            for (int i = 0; i < 8; i++) eight[i] = lanes[i] + lanes[8 + i] + (lanes[16 + i] + lanes[24 + i]);
            sum += eight[0] + eight[4] + (eight[2] + eight[6]) + (eight[1] + eight[5] + (eight[3] + eight[7]));
        }

        for (int i = whole; i < x.Length; i++) sum += term(x[i], y[i]);
        return sum;
    }

    /// <summary>16 double lanes, the rest one by one.</summary>
    public static double SumInOrder(ReadOnlySpan<float> values)
    {
        var lanes = new double[16];
        int whole = values.Length / 16 * 16;
        for (int i = 0; i < whole; i++) lanes[i % 16] += values[i];
        var four = new double[4];
        for (int i = 0; i < 4; i++) four[i] = lanes[i] + lanes[4 + i] + (lanes[8 + i] + lanes[12 + i]);
        double sum = four[0] + four[2] + (four[1] + four[3]);
        for (int i = whole; i < values.Length; i++) sum += values[i];
        return sum;
    }
}
