using System.Numerics;
using System.Runtime.InteropServices;

namespace Sargam.Learning.Metrics;

/// <summary>
/// Summed distances from a block of rows to every cluster of every labelling. The rows lie side by side in vector lanes, so
/// adding a distance to its cluster's sum is one aligned addition for all of them and needs no sorting by cluster.
/// </summary>
internal sealed class SilhouetteSums
{
    private const int TileRows = 128;

    private readonly PairwiseDistances _distances;
    private readonly LabelEncoding[] _labelings;
    private readonly double[][] _sums;
    private readonly float[] _block;
    private readonly float[] _squared = new float[TileRows * PairwiseDistances.BlockSize];
    private readonly double[] _tile = new double[TileRows * PairwiseDistances.BlockSize];

    public SilhouetteSums(PairwiseDistances distances, LabelEncoding[] labelings)
    {
        _distances = distances;
        _labelings = labelings;
        _block = new float[distances.BlockLength];
        _sums = new double[labelings.Length][];
        for (int i = 0; i < labelings.Length; i++)
        {
            _sums[i] = labelings[i].HasSeparableClusters ? new double[labelings[i].Count * PairwiseDistances.BlockSize] : [];
        }
    }

    /// <summary>Sums the distances of one block of rows.</summary>
    public void Accumulate(int block)
    {
        foreach (double[] sums in _sums) Array.Clear(sums);
        _distances.LoadBlock(block, _block);
        for (int start = 0; start < _distances.RowCount; start += TileRows)
        {
            int count = Math.Min(TileRows, _distances.RowCount - start);
            _distances.Squared(_block, start, count, _squared);
            SquareRoots(_squared.AsSpan(0, count * PairwiseDistances.BlockSize), _tile);
            for (int i = 0; i < _sums.Length; i++)
            {
                if (_sums[i].Length > 0) Scatter(_tile, _labelings[i].Indices.AsSpan(start, count), _sums[i]);
            }
        }
    }

    /// <summary>Turns the sums of one labelling into the silhouettes of the block's rows.</summary>
    public void Finish(int block, int labeling, Span<double> values)
    {
        LabelEncoding labels = _labelings[labeling];
        int firstRow = block * PairwiseDistances.BlockSize;
        int rows = Math.Min(PairwiseDistances.BlockSize, values.Length - firstRow);
        for (int lane = 0; lane < rows; lane++)
        {
            values[firstRow + lane] = Value(_sums[labeling].AsSpan(lane), labels.Indices[firstRow + lane], labels.Totals);
        }
    }

    private static double Value(ReadOnlySpan<double> sums, int own, int[] totals)
    {
        if (totals[own] == 1) return 0;
        double within = sums[own * PairwiseDistances.BlockSize] / (totals[own] - 1);
        double next = double.PositiveInfinity;
        for (int cluster = 0; cluster < totals.Length; cluster++)
        {
            if (cluster != own) next = Math.Min(next, sums[cluster * PairwiseDistances.BlockSize] / totals[cluster]);
        }

        double larger = Math.Max(within, next);
        return larger == 0 ? 0 : (next - within) / larger;
    }

    private static void SquareRoots(ReadOnlySpan<float> squared, Span<double> distances)
    {
        int width = Vector<float>.Count;
        for (int i = 0; i < squared.Length; i += width)
        {
            Vector.Widen(Vector.SquareRoot(new Vector<float>(squared[i..])), out Vector<double> low, out Vector<double> high);
            low.CopyTo(distances[i..]);
            high.CopyTo(distances[(i + width / 2)..]);
        }
    }

    private static void Scatter(ReadOnlySpan<double> tile, ReadOnlySpan<int> clusters, Span<double> sums)
    {
        nuint width = (nuint)Vector<double>.Count;
        ref double source = ref MemoryMarshal.GetReference(tile);
        ref double target = ref MemoryMarshal.GetReference(sums);
        for (int other = 0; other < clusters.Length; other++)
        {
            nuint from = (nuint)(other * PairwiseDistances.BlockSize);
            nuint to = (nuint)(clusters[other] * PairwiseDistances.BlockSize);

            // A block is two float vectors, so four double ones.
            (Vector.LoadUnsafe(ref target, to) + Vector.LoadUnsafe(ref source, from)).StoreUnsafe(ref target, to);
            (Vector.LoadUnsafe(ref target, to + width) + Vector.LoadUnsafe(ref source, from + width)).StoreUnsafe(ref target, to + width);
            (Vector.LoadUnsafe(ref target, to + 2 * width) + Vector.LoadUnsafe(ref source, from + 2 * width)).StoreUnsafe(ref target, to + 2 * width);
            (Vector.LoadUnsafe(ref target, to + 3 * width) + Vector.LoadUnsafe(ref source, from + 3 * width)).StoreUnsafe(ref target, to + 3 * width);
        }
    }
}
