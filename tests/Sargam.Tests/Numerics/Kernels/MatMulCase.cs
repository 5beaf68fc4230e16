using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Tests.Numerics.Reference;

namespace Sargam.Tests.Numerics.Kernels;

/// <summary>
/// One product with random operands. Everything around the operands and between their rows is NaN, so a kernel that uses a float it
/// should not gives NaN; everything around the destination is a mark that must survive.
/// </summary>
internal sealed class MatMulCase
{
    private const int Guard = 40;
    private const float Mark = 12345.675f;

    private readonly Operand _opA;
    private readonly Operand _opB;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _depth;
    private readonly bool _accumulate;
    private readonly ulong _seed;
    private readonly float[] _a;
    private readonly float[] _b;
    private readonly int _strideA;
    private readonly int _strideB;
    private readonly int _strideC;

    public MatMulCase(Operand opA, Operand opB, int rows, int columns, int depth, int gap, bool accumulate, ulong seed)
    {
        (_opA, _opB, _rows, _columns, _depth, _accumulate, _seed) = (opA, opB, rows, columns, depth, accumulate, seed);
        var rng = new Rng(seed);
        (int rowsA, int columnsA) = opA == Operand.AsStored ? (rows, depth) : (depth, rows);
        (int rowsB, int columnsB) = opB == Operand.AsStored ? (depth, columns) : (columns, depth);
        (_strideA, _strideB, _strideC) = (columnsA + gap, columnsB + gap / 2, columns + gap);
        _a = Surrounded(rowsA, columnsA, _strideA, float.NaN, rng);
        _b = Surrounded(rowsB, columnsB, _strideB, float.NaN, rng);
        C = Surrounded(rows, columns, _strideC, Mark, rng);
    }

    public float[] C { get; }

    private string Name => $"{_opA} x {_opB}, {_rows} x {_columns} x {_depth}, accumulate {_accumulate}, seed {_seed}";

    public void MultiplyAndCheck(MatMulTier tier)
    {
        int inside = C.Length - 2 * Guard;
        (double[] values, double[] magnitudes) = ReferenceMatMul.Multiply(
            _opA, _opB, _rows, _columns, _depth,
            _a.AsSpan(Guard), _strideA, _b.AsSpan(Guard), _strideB, C.AsSpan(Guard), _strideC, _accumulate);

        MatMul.Multiply(
            tier, _opA, _opB, _rows, _columns, _depth,
            _a.AsSpan(Guard, _a.Length - 2 * Guard), _strideA, _b.AsSpan(Guard, _b.Length - 2 * Guard), _strideB,
            C.AsSpan(Guard, inside), _strideC, _accumulate);

        double tolerance = 4 * Math.Sqrt(_depth + 1) * Math.Pow(2, -24);
        for (int position = 0; position < C.Length; position++)
        {
            int i = (position - Guard) / Math.Max(1, _strideC);
            int j = position - Guard - i * _strideC;
            if (position < Guard || position >= Guard + inside || j >= _columns)
            {
                Assert.True(C[position] == Mark, $"{tier}, {Name}: wrote to {position - Guard}, outside of C");
                continue;
            }

            double error = Math.Abs(C[position] - values[i * _columns + j]);
            if (!(error <= tolerance * magnitudes[i * _columns + j])) Assert.Fail($"{tier}, {Name}: C[{i}, {j}] is off by {error:g3}");
        }
    }

    private static float[] Surrounded(int rows, int columns, int stride, float surrounding, Rng rng)
    {
        int length = rows == 0 || columns == 0 ? 0 : (rows - 1) * stride + columns;
        var values = new float[length + 2 * Guard];
        Array.Fill(values, surrounding);
        for (int i = 0; length > 0 && i < rows; i++)
        {
            foreach (ref float value in values.AsSpan(Guard + i * stride, columns)) value = (float)rng.Uniform(-1, 1);
        }

        return values;
    }
}
