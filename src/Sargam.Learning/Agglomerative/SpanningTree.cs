using System.Numerics;
using System.Runtime.Intrinsics;
using Sargam.Learning.KMeans;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Agglomerative;

/// <summary>
/// The least spanning tree by Prim's method (1957), whose edges are the merges of single linkage (Gower and Ross, 1969).
/// Memory grows with n. Distances in 32 bits rule out most points; the tree itself is decided in 64. With core distances
/// lengths are mutual reachabilities, as HDBSCAN wants them: the largest of the distance and the cores of both ends.
/// </summary>
internal sealed class SpanningTree
{
    private const int SmallestCompaction = 64;
    private const int EdgesPerReport = 64;

    private readonly MatrixView _points;
    private readonly Frame _frame;
    private readonly PackedSlots _packed;
    private readonly int[] _leafOfSlot;
    private readonly double[]? _cores;
    private readonly double[] _nearest;
    private readonly int[] _neighbour;
    private readonly float[] _screens;
    private readonly int[] _chunkBest;
    private readonly float[] _query;
    private readonly double[] _wideQuery;
    private readonly FixedChunks.ChunkBody _updateChunk;
    private int _newest;
    private int _slotCount;
    private int _outsideCount;

    private SpanningTree(MatrixView points, double[]? cores, Frame frame)
    {
        _points = points;
        _cores = cores;
        _frame = frame;
        _slotCount = _outsideCount = _points.RowCount;
        int columns = _points.ColumnCount;
        _packed = new PackedSlots(_slotCount, columns);
        int padded = PackedSlots.BlocksFor(_slotCount) * PackedSlots.Lanes;
        _leafOfSlot = [.. Enumerable.Range(0, _slotCount)];
        _nearest = new double[_slotCount];
        _neighbour = new int[_slotCount];
        _screens = new float[padded];
        _chunkBest = new int[PackedSlots.BlocksFor(_slotCount) / _packed.BlocksPerChunk + 1];
        _query = new float[columns];
        _wideQuery = new double[columns];
        _updateChunk = UpdateChunk;
        Array.Fill(_nearest, double.PositiveInfinity);
        Array.Fill(_screens, float.PositiveInfinity);
        Array.Fill(_screens, -1, _slotCount, padded - _slotCount);
        for (int leaf = 0; leaf < _slotCount; leaf++)
        {
            ToFrame(leaf);
            _packed.Write(leaf, _query);
        }
    }

    /// <summary>The edges of the tree as merges, in the order in which the tree grew.</summary>
    /// <param name="leaves">What is connected; weights do not matter.</param>
    /// <param name="cores">The core distance of each leaf; null for plain distances.</param>
    /// <param name="progress">Told about every few edges.</param>
    /// <param name="cancellationToken">Checked once per edge.</param>
    public static Merge[] Run(Leaves leaves, double[]? cores, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        var tree = new SpanningTree(leaves.Points, cores, leaves.FrameOfPoints(cancellationToken).Frame);
        var edges = new Merge[leaves.Weights.Length - 1];
        tree.Take(0);
        for (int e = 0; e < edges.Length; e++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int slot = tree.NearestOutside();
            edges[e] = new Merge(tree._neighbour[slot], tree._leafOfSlot[slot], tree._nearest[slot]);
            tree.Take(slot);
            if ((e + 1) % EdgesPerReport == 0) progress?.Report(new FitProgress("merge", e + 1, edges.Length, edges[e].Height));
        }

        return edges;
    }

    private void Take(int slot)
    {
        _newest = _leafOfSlot[slot];
        _screens[slot] = -1;
        _nearest[slot] = double.NaN;
        _outsideCount--;
        if (_slotCount > SmallestCompaction && _outsideCount <= _slotCount / 2) Compact();
    }

    private int NearestOutside()
    {
        ToFrame(_newest);
        ReadOnlySpan<float> row = _points.Row(_newest);
        for (int p = 0; p < row.Length; p++) _wideQuery[p] = row[p];
        int blockCount = PackedSlots.BlocksFor(_slotCount);
        FixedChunks.ForEach(blockCount, _packed.BlocksPerChunk, _updateChunk);
        int best = -1;
        for (int chunk = 0; chunk * _packed.BlocksPerChunk < blockCount; chunk++)
        {
            int slot = _chunkBest[chunk];
            if (slot >= 0 && (best < 0 || _nearest[slot] < _nearest[best])) best = slot;
        }

        return best;
    }

    private void UpdateChunk(int start, int end)
    {
        for (int block = start; block < end; block++)
        {
            _packed.SquaredDistances(_query, block, out Vector256<float> low, out Vector256<float> high);
            int slot = block * PackedSlots.Lanes;
            Decide(low, slot);
            Decide(high, slot + 8);
        }

        // NaN marks what is in the tree: no comparison with it holds.
        int best = -1;
        double least = double.PositiveInfinity;
        for (int slot = start * PackedSlots.Lanes; slot < Math.Min(end * PackedSlots.Lanes, _slotCount); slot++)
        {
            if (_nearest[slot] < least) (best, least) = (slot, _nearest[slot]);
        }

        _chunkBest[start / _packed.BlocksPerChunk] = best;
    }

    private void Decide(Vector256<float> squared, int slot)
    {
        uint near = Vector256.LessThanOrEqual(squared, Vector256.LoadUnsafe(ref _screens[slot])).ExtractMostSignificantBits();
        for (; near != 0; near &= near - 1)
        {
            int candidate = slot + BitOperations.TrailingZeroCount(near);
            int leaf = _leafOfSlot[candidate];
            double distance = Math.Sqrt(WideRows.SquaredDistance(_points.Row(leaf), _wideQuery));
            if (_cores is not null) distance = Math.Max(distance, Math.Max(_cores[leaf], _cores[_newest]));
            if (!(distance < _nearest[candidate])) continue;
            _nearest[candidate] = distance;
            _neighbour[candidate] = _newest;

            // Nothing is nearer than a point's own core distance.
            double reach = distance * _frame.Scale * (1 + _packed.RelativeSlack) + _packed.AbsoluteSlack;
            _screens[candidate] = distance <= (_cores?[leaf] ?? 0) ? -1 : MathF.BitIncrement((float)(reach * reach));
        }
    }

    private void ToFrame(int leaf)
    {
        ReadOnlySpan<float> row = _points.Row(leaf);
        for (int p = 0; p < row.Length; p++) _query[p] = _frame.ToFrame(row[p], p);
    }

    private void Compact()
    {
        int[] kept = [.. Enumerable.Range(0, _slotCount).Where(slot => !double.IsNaN(_nearest[slot]))];
        _packed.Compact(kept);
        for (int slot = 0; slot < kept.Length; slot++)
        {
            _leafOfSlot[slot] = _leafOfSlot[kept[slot]];
            _nearest[slot] = _nearest[kept[slot]];
            _neighbour[slot] = _neighbour[kept[slot]];
            _screens[slot] = _screens[kept[slot]];
        }

        Array.Fill(_screens, -1, kept.Length, _slotCount - kept.Length);
        _slotCount = kept.Length;
    }
}
