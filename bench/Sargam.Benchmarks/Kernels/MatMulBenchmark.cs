using BenchmarkDotNet.Attributes;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;

namespace Sargam.Benchmarks.Kernels;

/// <summary>
/// The matrix product against the triple loop of its definition: read the ratio. GFLOP/s = 2 rows columns depth / nanoseconds.
/// </summary>
[MemoryDiagnoser]
public class MatMulBenchmark
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];
    private int _rows;
    private int _columns;
    private int _depth;

    [Params("64x128x40", "256x256x256", "512x512x512")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Shape.Split('x').Select(int.Parse)];
        (_rows, _columns, _depth) = (sizes[0], sizes[1], sizes[2]);
        _a = new float[_rows * _depth];
        _b = new float[_depth * _columns];
        _c = new float[_rows * _columns];
        new Rng(1).Normal(_a);
        new Rng(2).Normal(_b);
    }

    [Benchmark(Baseline = true)]
    public void TripleLoop()
    {
        for (int i = 0; i < _rows; i++)
        {
            for (int j = 0; j < _columns; j++)
            {
                float sum = 0;
                for (int p = 0; p < _depth; p++) sum += _a[i * _depth + p] * _b[p * _columns + j];
                _c[i * _columns + j] = sum;
            }
        }
    }

    [Benchmark]
    public void OneThread()
    {
        using IDisposable limit = WorkerPool.Limit(1);
        Multiply(Operand.AsStored);
    }

    [Benchmark]
    public void OneThreadTransposedB()
    {
        using IDisposable limit = WorkerPool.Limit(1);
        Multiply(Operand.Transposed);
    }

    [Benchmark]
    public void AllThreads() => Multiply(Operand.AsStored);

    private void Multiply(Operand opB) => MatMul.Multiply(
        Operand.AsStored, opB, _rows, _columns, _depth,
        _a, _depth, _b, opB == Operand.AsStored ? _columns : _depth, _c, _columns);
}
