using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// Gradient and divergence of a map, over all pairs. Each row's sums run over the columns in a fixed order and belong to one
/// chunk, so the bits do not depend on the thread count.
/// </summary>
internal sealed class TSneForces : IMapForces
{
    // So far away that the weight of a padding point vanishes beside anything, yet squares stay finite.
    private const float Nowhere = 1e18f;

    private readonly JointProbabilities _probabilities;
    private readonly double[] _rowWeights;
    private readonly float[] _repulsionX;
    private readonly float[] _repulsionY;
    private readonly double _negativeEntropy;
    private readonly double _total;

    public TSneForces(JointProbabilities probabilities)
    {
        _probabilities = probabilities;
        X = new float[probabilities.Stride];
        Y = new float[probabilities.Stride];
        X.AsSpan(Count).Fill(Nowhere);
        Y.AsSpan(Count).Fill(Nowhere);
        GradientX = new float[Count];
        GradientY = new float[Count];
        _repulsionX = new float[Count];
        _repulsionY = new float[Count];
        _rowWeights = new double[Count];
        (double NegativeEntropy, double Total)[] parts = FixedChunks.Map(Count, RowsPerChunk, SumEntropy);
        _negativeEntropy = parts.Sum(part => part.NegativeEntropy);
        _total = parts.Sum(part => part.Total);
    }

    public int Count => _probabilities.Count;

    /// <summary>Horizontal positions, padded.</summary>
    public float[] X { get; }

    /// <summary>Vertical positions, padded.</summary>
    public float[] Y { get; }

    /// <summary>Derivative of the divergence by <see cref="X"/>.</summary>
    public float[] GradientX { get; }

    /// <summary>Derivative of the divergence by <see cref="Y"/>.</summary>
    public float[] GradientY { get; }

    // About a quarter of a million pairs a chunk: large enough to be worth a thread, small enough to share out.
    private int RowsPerChunk => Math.Max(16, 250_000 / Count);

    /// <summary>Computes the gradient at the current positions, with attraction made stronger by a factor.</summary>
    public void ComputeGradient(float exaggeration, CancellationToken cancellationToken)
    {
        FixedChunks.ForEach(Count, RowsPerChunk, (start, end) =>
        {
            for (int row = start; row < end; row++) SumRow(row);
        }, cancellationToken);
        double weight = 0;
        foreach (double rowWeight in _rowWeights) weight += rowWeight;
        double inverse = weight > 0 ? 1 / weight : 0;
        for (int i = 0; i < GradientX.Length; i++)
        {
            GradientX[i] = (float)(4 * (exaggeration * GradientX[i] - _repulsionX[i] * inverse));
            GradientY[i] = (float)(4 * (exaggeration * GradientY[i] - _repulsionY[i] * inverse));
        }
    }

    /// <summary>Kullback-Leibler divergence at the current positions, in nats.</summary>
    public double Divergence(CancellationToken cancellationToken)
    {
        (double Cross, double Weight)[] parts = FixedChunks.Map(Count, RowsPerChunk, (start, end) =>
        {
            var buffer = new float[Count];
            var other = new float[Count];
            double cross = 0;
            double weight = 0;
            for (int row = start; row < end; row++)
            {
                // ln(1 + d^2) = -ln q, where the sum of all q scales them to 1.
                TensorPrimitives.Subtract(X.AsSpan(0, Count), X[row], buffer);
                TensorPrimitives.Multiply(buffer, buffer, buffer);
                TensorPrimitives.Subtract(Y.AsSpan(0, Count), Y[row], other);
                TensorPrimitives.MultiplyAdd(other, other, buffer, buffer);
                TensorPrimitives.Add(buffer, 1f, buffer);
                TensorPrimitives.Divide(1f, buffer, other);
                other[row] = 0;
                weight += TensorPrimitives.Sum<float>(other);
                TensorPrimitives.Log<float>(buffer, buffer);
                cross += TensorPrimitives.Dot(buffer, _probabilities.Row(row)[..Count]);
            }

            return (cross, weight);
        }, cancellationToken);
        double crossTotal = parts.Sum(part => part.Cross);
        double weightTotal = parts.Sum(part => part.Weight);
        double divergence = _negativeEntropy + crossTotal + (weightTotal > 0 ? _total * Math.Log(weightTotal) : 0);
        return Math.Max(0, divergence);
    }

    /// <summary>Attraction and repulsion of one row. Reading and arithmetic of eight pairs take about as long as one division.</summary>
    private void SumRow(int row)
    {
        ref float px = ref MemoryMarshal.GetArrayDataReference(X);
        ref float py = ref MemoryMarshal.GetArrayDataReference(Y);
        ref float pp = ref MemoryMarshal.GetReference(_probabilities.Row(row));
        var x = new Vector<float>(X[row]);
        var y = new Vector<float>(Y[row]);
        Vector<float> attractX = default, attractY = default, repelX = default, repelY = default, weight = default;
        for (nuint i = 0; i < (nuint)X.Length; i += (nuint)Vector<float>.Count)
        {
            Vector<float> dx = x - Vector.LoadUnsafe(ref px, i);
            Vector<float> dy = y - Vector.LoadUnsafe(ref py, i);
            Vector<float> q = Vector<float>.One / Vector.MultiplyAddEstimate(dx, dx, Vector.MultiplyAddEstimate(dy, dy, Vector<float>.One));
            Vector<float> pq = Vector.LoadUnsafe(ref pp, i) * q;
            Vector<float> qq = q * q;
            weight += q;
            attractX = Vector.MultiplyAddEstimate(pq, dx, attractX);
            attractY = Vector.MultiplyAddEstimate(pq, dy, attractY);
            repelX = Vector.MultiplyAddEstimate(qq, dx, repelX);
            repelY = Vector.MultiplyAddEstimate(qq, dy, repelY);
        }

        // The point itself has weight 1 and pulls nowhere.
        _rowWeights[row] = Math.Max(0, Vector.Sum(weight) - 1.0);
        GradientX[row] = Vector.Sum(attractX);
        GradientY[row] = Vector.Sum(attractY);
        _repulsionX[row] = Vector.Sum(repelX);
        _repulsionY[row] = Vector.Sum(repelY);
    }

    private (double NegativeEntropy, double Total) SumEntropy(int start, int end)
    {
        double negativeEntropy = 0;
        double total = 0;
        for (int row = start; row < end; row++)
        {
            foreach (float p in _probabilities.Row(row))
            {
                if (p <= 0) continue;
                negativeEntropy += p * Math.Log(p);
                total += p;
            }
        }

        return (negativeEntropy, total);
    }
}
