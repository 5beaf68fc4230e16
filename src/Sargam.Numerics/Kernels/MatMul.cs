namespace Sargam.Numerics.Kernels;

/// <summary>Whether a matrix operand is used as it is stored or transposed.</summary>
public enum Operand
{
    /// <summary>As stored.</summary>
    AsStored,

    /// <summary>Transposed: rows are read as columns.</summary>
    Transposed,
}

/// <summary>
/// Single-precision matrix product (BLAS: <c>sgemm</c> with alpha 1). Threads split rows or columns of the result, never the
/// depth, so the result does not depend on the thread count.
/// </summary>
public static class MatMul
{
    /// <summary>
    /// C = op(A) op(B), or C += op(A) op(B). op(A) is rows x depth, op(B) is depth x columns, C is rows x columns; all row-major.
    /// C may not overlap A or B. A depth of 0 gives zeros (or leaves C when accumulating).
    /// </summary>
    /// <param name="opA">How <paramref name="a"/> is read.</param>
    /// <param name="opB">How <paramref name="b"/> is read.</param>
    /// <param name="rows">Rows of op(A) and C.</param>
    /// <param name="columns">Columns of op(B) and C.</param>
    /// <param name="depth">Columns of op(A), rows of op(B).</param>
    /// <param name="a">A as stored.</param>
    /// <param name="strideA">Floats from one stored row of A to the next.</param>
    /// <param name="b">B as stored.</param>
    /// <param name="strideB">Floats from one stored row of B to the next.</param>
    /// <param name="c">Destination.</param>
    /// <param name="strideC">Floats from one row of C to the next.</param>
    /// <param name="accumulate">Adds to C instead of overwriting it.</param>
    public static void Multiply(
        Operand opA, Operand opB, int rows, int columns, int depth,
        ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB,
        Span<float> c, int strideC, bool accumulate = false)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float sum = accumulate ? c[i * strideC + j] : 0f;
                for (int p = 0; p < depth; p++)
                {
                    float x = opA == Operand.AsStored ? a[i * strideA + p] : a[p * strideA + i];
                    float y = opB == Operand.AsStored ? b[p * strideB + j] : b[j * strideB + p];
                    sum += x * y;
                }

                c[i * strideC + j] = sum;
            }
        }
    }
}
