using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Learning.Preprocessing;

namespace Sargam.Learning.Neighbors;

/// <summary>
/// Rows that may be among the nearest of one query: those whose distance could, within the error of 32 bits, be below the
/// k-th. At the end they are ranked in 64 bits, the lower number first when equal. So which rows are found does not depend on
/// vector width, blocks or threads.
/// </summary>
internal sealed class CandidateList
{
    private readonly ReferenceRows _reference;
    private readonly int _wanted;
    private readonly float _errorOfNorm;
    private readonly double[] _query;
    private int[] _positions;
    private float[] _lower;
    private float[] _upper;
    private float[] _sorted;
    private int _count;
    private int _self;
    private float _limit;
    private float _errorOfQuery;

    public CandidateList(ReferenceRows reference, int wanted)
    {
        _reference = reference;
        _wanted = wanted;
        _errorOfNorm = 2.1f * reference.ErrorShare / (1 - reference.ErrorShare);
        _query = new double[reference.ColumnCount];
        int capacity = 2 * wanted + 32;
        _positions = new int[capacity];
        _lower = new float[capacity];
        _upper = new float[capacity];
        _sorted = new float[capacity];
    }

    /// <summary>Starts a query.</summary>
    /// <param name="row">As it was given.</param>
    /// <param name="lowerNorm">Of the moved row, as <see cref="ReferenceRows.LowerNorms"/>.</param>
    /// <param name="selfPosition">Place of the reference row that the query is, which is not its own neighbour; -1 when none.</param>
    public void Start(ReadOnlySpan<float> row, float lowerNorm, int selfPosition)
    {
        for (int j = 0; j < row.Length; j++) _query[j] = row[j];
        _self = selfPosition;
        _count = 0;
        _limit = float.PositiveInfinity;
        _errorOfQuery = _errorOfNorm * lowerNorm + _reference.AbsoluteSlack;
    }

    /// <summary>Considers consecutive reference rows.</summary>
    /// <param name="products">Inner products of the query with them.</param>
    /// <param name="first">Place of the first of them.</param>
    public void Offer(ReadOnlySpan<float> products, int first)
    {
        ReadOnlySpan<float> norms = _reference.LowerNorms.Slice(first, products.Length);
        ref float p = ref MemoryMarshal.GetReference(products);
        ref float n = ref MemoryMarshal.GetReference(norms);
        var limits = new Vector<float>(_limit);
        int width = Vector<float>.Count;
        int i = 0;

        // The query's own norm is the same for all and left out. Hardly any row passes.
        for (; i <= products.Length - width; i += width)
        {
            Vector<float> product = Vector.LoadUnsafe(ref p, (nuint)i);
            Vector<float> lower = Vector.LoadUnsafe(ref n, (nuint)i) - (product + product);
            if (!Vector.LessThanAny(lower, limits)) continue;
            for (int lane = 0; lane < width; lane++) Add(lower[lane], norms[i + lane], first + i + lane);
            limits = new Vector<float>(_limit);
        }

        for (; i < products.Length; i++) Add(norms[i] - (products[i] + products[i]), norms[i], first + i);
    }

    /// <summary>Considers every reference row, in 64 bits alone: for queries that 32 bits cannot hold, or that met too few rows.</summary>
    public void OfferAll()
    {
        _count = 0;
        for (int position = 0; position < _reference.Count; position++)
        {
            if (position == _self) continue;
            if (_count == _positions.Length) Grow();
            _positions[_count++] = position;
        }
    }

    /// <summary>Whether enough rows were met.</summary>
    public bool IsEnough => _count >= _wanted;

    /// <summary>Writes the nearest, ranked.</summary>
    public void CopyNearest(Span<int> ids, Span<double> distances)
    {
        var ranked = new RankedRow[_count];
        for (int i = 0; i < _count; i++)
        {
            int id = _reference.IdAt(_positions[i]);
            ranked[i] = new RankedRow(WideRows.SquaredDistance(_reference.Rows.Row(id), _query), id);
        }

        Array.Sort(ranked);
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = ranked[i].Id;
            distances[i] = Math.Sqrt(ranked[i].Squared);
        }
    }

    /// <summary>Drops what cannot be among the nearest any more.</summary>
    public void Compact()
    {
        if (_count <= _wanted) return;
        _upper.AsSpan(0, _count).CopyTo(_sorted);
        _sorted.AsSpan(0, _count).Sort();
        _limit = _sorted[_wanted - 1];
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_lower[i] > _limit) continue;
            (_positions[kept], _lower[kept], _upper[kept]) = (_positions[i], _lower[i], _upper[i]);
            kept++;
        }

        _count = kept;
    }

    private void Add(float lower, float norm, int position)
    {
        if (!(lower < _limit) || position == _self) return;
        if (_count == _positions.Length)
        {
            Compact();
            if (_count > _positions.Length / 2 + _wanted / 2) Grow();
            if (!(lower < _limit)) return;
        }

        _positions[_count] = position;
        _lower[_count] = lower;
        _upper[_count++] = lower + _errorOfNorm * norm + _errorOfQuery;
    }

    private void Grow()
    {
        int capacity = 2 * _positions.Length;
        Array.Resize(ref _positions, capacity);
        Array.Resize(ref _lower, capacity);
        Array.Resize(ref _upper, capacity);
        Array.Resize(ref _sorted, capacity);
    }

    private readonly record struct RankedRow(double Squared, int Id) : IComparable<RankedRow>
    {
        public int CompareTo(RankedRow other) => Squared != other.Squared ? Squared.CompareTo(other.Squared) : Id.CompareTo(other.Id);
    }
}
