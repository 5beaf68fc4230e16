using System.Numerics.Tensors;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Text;

/// <summary>Orthonormal vectors, one after another, that grow by blocks. The same bits at any thread count.</summary>
internal sealed class KrylovBasis(int order, int capacity)
{
    private const int StretchLength = 2048;
    private const int VectorsPerChunk = 8;

    private readonly double[] _vectors = new double[checked(order * capacity)];

    public int Count { get; private set; }

    /// <summary>Some of the vectors, one after another.</summary>
    public ReadOnlySpan<double> Vectors(int start, int count) => _vectors.AsSpan(start * order, count * order);

    /// <summary>Forgets all vectors from one on.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Takes over a vector of length 1 that is orthogonal to the others.</summary>
    public void Append(ReadOnlySpan<double> vector) => vector.CopyTo(_vectors.AsSpan(Count++ * order, order));

    /// <summary>Takes the basis out of a block of vectors.</summary>
    /// <param name="block">Vectors one after another.</param>
    /// <param name="width">How many.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <returns>The products of each vector of the basis with each of the block.</returns>
    public double[] TakeOut(double[] block, int width, CancellationToken cancellationToken)
    {
        var products = new double[Count * width];
        FixedChunks.ForEach(Count, VectorsPerChunk, (start, end) =>
        {
            for (int at = 0; at < order; at += StretchLength)
            {
                int length = Math.Min(StretchLength, order - at);
                for (int i = start; i < end; i++)
                {
                    ReadOnlySpan<double> vector = _vectors.AsSpan(i * order + at, length);
                    for (int j = 0; j < width; j++) products[i * width + j] += TensorPrimitives.Dot(vector, block.AsSpan(j * order + at, length));
                }
            }
        }, cancellationToken);
        FixedChunks.ForEach(order, StretchLength, (start, end) =>
        {
            for (int i = 0; i < Count; i++)
            {
                ReadOnlySpan<double> vector = _vectors.AsSpan(i * order + start, end - start);
                for (int j = 0; j < width; j++)
                {
                    Span<double> target = block.AsSpan(j * order + start, end - start);
                    TensorPrimitives.MultiplyAdd(vector, -products[i * width + j], target, target);
                }
            }
        }, cancellationToken);
        return products;
    }

    /// <summary>Sums of the first vectors: one per given set of weights.</summary>
    public double[] Combine(IReadOnlyList<double[]> weights, CancellationToken cancellationToken)
    {
        var sums = new double[weights.Count * order];
        FixedChunks.ForEach(order, StretchLength, (start, end) =>
        {
            for (int k = 0; k < weights.Count; k++)
            {
                Span<double> sum = sums.AsSpan(k * order + start, end - start);
                for (int i = 0; i < weights[k].Length; i++)
                {
                    TensorPrimitives.MultiplyAdd(_vectors.AsSpan(i * order + start, end - start), weights[k][i], sum, sum);
                }
            }
        }, cancellationToken);
        return sums;
    }
}
