using Sargam.Numerics.Kernels;

namespace Sargam.Tests.Numerics.Reference;

/// <summary>The matrix product as its definition says it, in double: slow and obvious.</summary>
internal static class ReferenceMatMul
{
    /// <summary>C and, beside it, the sum of the terms' magnitudes, by which rounding errors are judged.</summary>
    public static (double[] Values, double[] Magnitudes) Multiply(
        Operand opA, Operand opB, int rows, int columns, int depth,
        ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB,
        ReadOnlySpan<float> c, int strideC, bool accumulate)
    {
        var values = new double[rows * columns];
        var magnitudes = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = accumulate ? c[i * strideC + j] : 0;
                double magnitude = Math.Abs(sum);
                for (int p = 0; p < depth; p++)
                {
                    double x = opA == Operand.AsStored ? a[i * strideA + p] : a[p * strideA + i];
                    double y = opB == Operand.AsStored ? b[p * strideB + j] : b[j * strideB + p];
                    sum += x * y;
                    magnitude += Math.Abs(x * y);
                }

                values[i * columns + j] = sum;
                magnitudes[i * columns + j] = magnitude;
            }
        }

        return (values, magnitudes);
    }
}
