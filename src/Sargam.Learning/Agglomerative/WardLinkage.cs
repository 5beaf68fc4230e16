using System.Runtime.Intrinsics;
using Sargam.Learning.KMeans;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Agglomerative;

/// <summary>
/// Ward's distances from the means and sizes of the clusters, so memory grows with n and not n^2: the square is
/// 2 a b / (a + b) times the squared distance of the means, for sizes a and b. All clusters are searched in 32 bits; those
/// that rounding could have put first are decided in 64.
/// </summary>
internal sealed class WardLinkage : IChainLinkage
{
    private const int SmallestCompaction = 64;

    private readonly int _columns;
    private readonly double[] _means;
    private readonly double[] _sizes;
    private readonly double _scale;
    private readonly PackedSlots _packed;
    private readonly int[] _leafOfSlot;
    private readonly int[] _slotOfLeaf;
    private readonly float[] _slotSizes;
    private readonly float[] _barriers;
    private readonly float[] _heights;
    private readonly float[] _chunkMinima;
    private readonly float[] _query;
    private readonly FixedChunks.ChunkBody _searchChunk;
    private float _querySize;
    private int _slotCount;
    private int _activeCount;

    public WardLinkage(Leaves leaves, CancellationToken cancellationToken)
    {
        (Frame frame, double[] mean) = leaves.FrameOfPoints(cancellationToken);
        LeafCount = _slotCount = _activeCount = leaves.Weights.Length;
        _columns = mean.Length;
        _scale = frame.Scale;
        _means = new double[checked(LeafCount * _columns)];
        _sizes = Array.ConvertAll(leaves.Weights, weight => (double)weight);
        _packed = new PackedSlots(LeafCount, _columns);
        _leafOfSlot = [.. Enumerable.Range(0, LeafCount)];
        _slotOfLeaf = [.. _leafOfSlot];
        int padded = PackedSlots.BlocksFor(LeafCount) * PackedSlots.Lanes;
        _slotSizes = new float[padded];
        _barriers = new float[padded];
        _heights = new float[padded];
        Array.Fill(_barriers, float.PositiveInfinity, LeafCount, padded - LeafCount);
        _chunkMinima = new float[PackedSlots.BlocksFor(LeafCount) / _packed.BlocksPerChunk + 1];
        _query = new float[_columns];
        _searchChunk = SearchChunk;
        for (int leaf = 0; leaf < LeafCount; leaf++)
        {
            ReadOnlySpan<float> row = leaves.Points.Row(leaf);
            for (int p = 0; p < _columns; p++) _means[leaf * _columns + p] = row[p] - mean[p];
            WriteSlot(leaf);
        }
    }

    public int LeafCount { get; }

    public bool IsActive(int leaf) => _sizes[leaf] > 0;

    public (int Leaf, double Distance) Nearest(int leaf, int preferred)
    {
        int slot = _slotOfLeaf[leaf];
        _packed.Read(slot, _query);
        _querySize = _slotSizes[slot];
        _barriers[slot] = float.PositiveInfinity;
        float least = Search();
        _barriers[slot] = 0;

        // The factor 2 a b / (a + b) is less than 2 a, whatever b.
        double slack = _packed.AbsoluteSlack * Math.Sqrt(2 * _sizes[leaf]);
        float reach = (float)((least * (1 + _packed.RelativeSlack) + 2 * slack) / (1 - _packed.RelativeSlack));
        return Decide(leaf, preferred, slot, MathF.BitIncrement(reach));
    }

    public void Join(int dropped, int kept)
    {
        double share = _sizes[dropped] / (_sizes[dropped] + _sizes[kept]);
        Span<double> mean = _means.AsSpan(kept * _columns, _columns);
        ReadOnlySpan<double> other = _means.AsSpan(dropped * _columns, _columns);

        // As a step from one mean towards the other: the mean of equal points is that point, to the bit.
        for (int p = 0; p < mean.Length; p++) mean[p] += (other[p] - mean[p]) * share;
        _sizes[kept] += _sizes[dropped];
        _sizes[dropped] = 0;
        _barriers[_slotOfLeaf[dropped]] = float.PositiveInfinity;
        WriteSlot(kept);
        _activeCount--;
        if (_slotCount > SmallestCompaction && _activeCount <= _slotCount / 2) Compact();
    }

    private float Search()
    {
        int blockCount = PackedSlots.BlocksFor(_slotCount);
        FixedChunks.ForEach(blockCount, _packed.BlocksPerChunk, _searchChunk);
        float least = float.PositiveInfinity;
        for (int chunk = 0; chunk * _packed.BlocksPerChunk < blockCount; chunk++) least = Math.Min(least, _chunkMinima[chunk]);
        return least;
    }

    private void SearchChunk(int start, int end)
    {
        Vector256<float> size = Vector256.Create(_querySize);
        Vector256<float> least = Vector256.Create(float.PositiveInfinity);
        for (int block = start; block < end; block++)
        {
            _packed.SquaredDistances(_query, block, out Vector256<float> low, out Vector256<float> high);
            int slot = block * PackedSlots.Lanes;
            least = Vector256.Min(least, Heights(low, size, slot));
            least = Vector256.Min(least, Heights(high, size, slot + 8));
        }

        float minimum = float.PositiveInfinity;
        for (int lane = 0; lane < 8; lane++) minimum = Math.Min(minimum, least[lane]);
        _chunkMinima[start / _packed.BlocksPerChunk] = minimum;
    }

    private Vector256<float> Heights(Vector256<float> squared, Vector256<float> size, int slot)
    {
        Vector256<float> sizes = Vector256.LoadUnsafe(ref _slotSizes[slot]);
        Vector256<float> factor = sizes * (size + size) / (sizes + size);
        Vector256<float> heights = Vector256.Sqrt(factor * squared) + Vector256.LoadUnsafe(ref _barriers[slot]);
        heights.StoreUnsafe(ref _heights[slot]);
        return heights;
    }

    private (int Leaf, double Distance) Decide(int leaf, int preferred, int ownSlot, float reach)
    {
        int best = preferred;
        double least = preferred >= 0 ? SquaredHeight(leaf, preferred) : double.PositiveInfinity;
        Vector256<float> limit = Vector256.Create(reach);
        for (int slot = 0; slot < _slotCount; slot += 8)
        {
            uint near = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref _heights[slot]), limit).ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                int candidateSlot = slot + System.Numerics.BitOperations.TrailingZeroCount(near);
                if (candidateSlot == ownSlot || float.IsPositiveInfinity(_barriers[candidateSlot])) continue;
                int candidate = _leafOfSlot[candidateSlot];
                double height = SquaredHeight(leaf, candidate);
                if (height < least) (best, least) = (candidate, height);
            }
        }

        return (best, Math.Sqrt(least));
    }

    private double SquaredHeight(int first, int second)
    {
        ReadOnlySpan<double> a = _means.AsSpan(first * _columns, _columns);
        ReadOnlySpan<double> b = _means.AsSpan(second * _columns, _columns);
        double even = 0, odd = 0;
        int p = 0;
        for (; p + 1 < a.Length; p += 2)
        {
            even += (a[p] - b[p]) * (a[p] - b[p]);
            odd += (a[p + 1] - b[p + 1]) * (a[p + 1] - b[p + 1]);
        }

        if (p < a.Length) even += (a[p] - b[p]) * (a[p] - b[p]);
        return 2 * _sizes[first] * _sizes[second] / (_sizes[first] + _sizes[second]) * (even + odd);
    }

    private void WriteSlot(int leaf)
    {
        int slot = _slotOfLeaf[leaf];
        for (int p = 0; p < _columns; p++) _query[p] = (float)(_means[leaf * _columns + p] * _scale);
        _packed.Write(slot, _query);
        _slotSizes[slot] = (float)_sizes[leaf];
    }

    private void Compact()
    {
        int[] kept = [.. Enumerable.Range(0, _slotCount).Where(slot => IsActive(_leafOfSlot[slot]))];
        _packed.Compact(kept);
        for (int slot = 0; slot < kept.Length; slot++)
        {
            _leafOfSlot[slot] = _leafOfSlot[kept[slot]];
            _slotOfLeaf[_leafOfSlot[slot]] = slot;
            _slotSizes[slot] = _slotSizes[kept[slot]];
            _barriers[slot] = 0;
        }

        Array.Fill(_barriers, float.PositiveInfinity, kept.Length, _slotCount - kept.Length);
        _slotCount = kept.Length;
    }
}
