using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Learning.Dbscan;

/// <summary>Learns which points are neighbours of a query.</summary>
internal interface INeighbourSink
{
    /// <summary>Some neighbours of a query: bit b of <paramref name="mask"/>, never empty, stands for point <paramref name="firstPoint"/> + b.</summary>
    void Accept(int query, int firstPoint, uint mask);
}

/// <summary>
/// Turns distances into neighbours: those at most epsilon away. What 32 bits leave in doubt is decided in 64.
/// </summary>
internal readonly struct EpsilonFilter<TSink> : IDistanceSink
    where TSink : struct, INeighbourSink
{
    private const double HalfUlp = 1.0 / (1 << 24);

    private readonly MatrixView _points;
    private readonly MatrixView _queries;
    private readonly double[] _queryLengths;
    private readonly float[] _rejects;
    private readonly double[] _wideQuery;
    private readonly double _epsilon;
    private readonly double _inner;
    private readonly double _outer;
    private readonly TSink _sink;

    public EpsilonFilter(PointTiles points, MatrixView queries, double epsilon, TSink sink)
    {
        _points = points.Rows;
        _queries = queries;
        _sink = sink;
        _queryLengths = new double[queries.RowCount];
        _wideQuery = new double[queries.ColumnCount];
        _epsilon = epsilon;

        // From summing, a computed distance is off by a share of itself; from rounding coordinates, by a share of their lengths.
        double relativeSlack = 1.25 * HalfUlp * (queries.ColumnCount + 16);
        _inner = epsilon * points.Frame.Scale / (1 + relativeSlack);
        _outer = epsilon * points.Frame.Scale * (1 + relativeSlack);

        // Most blocks hold no neighbour: one limit per query, good for the longest point, rules them out.
        _rejects = new float[queries.RowCount];
        for (int q = 0; q < _rejects.Length; q++)
        {
            _queryLengths[q] = points.LengthOf(queries.Row(q));
            double outer = _outer + Slack(_queryLengths[q], points.LongestLength);
            _rejects[q] = MathF.BitIncrement((float)(outer * outer));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accept(int query, int firstPoint, int count, double blockLength, ReadOnlySpan<float> squared)
    {
        if (AtMost(squared, _rejects[query]) != 0) AcceptNear(query, firstPoint, count, blockLength, squared);
    }

    private void AcceptNear(int query, int firstPoint, int count, double blockLength, ReadOnlySpan<float> squared)
    {
        double slack = Slack(_queryLengths[query], blockLength);
        double outer = _outer + slack;
        double inner = _inner - slack;
        uint present = (1u << count) - 1;
        uint possible = AtMost(squared, (float)(outer * outer)) & present;
        if (possible == 0) return;
        uint certain = inner > 0 ? AtMost(squared, (float)(inner * inner)) & present : 0;
        if (possible != certain) certain |= Decide(query, firstPoint, possible & ~certain);
        if (certain != 0) _sink.Accept(query, firstPoint, certain);
    }

    private uint Decide(int query, int firstPoint, uint doubtful)
    {
        ReadOnlySpan<float> row = _queries.Row(query);
        for (int p = 0; p < row.Length; p++) _wideQuery[p] = row[p];
        uint near = 0;
        for (; doubtful != 0; doubtful &= doubtful - 1)
        {
            int lane = BitOperations.TrailingZeroCount(doubtful);
            if (Math.Sqrt(WideRows.SquaredDistance(_points.Row(firstPoint + lane), _wideQuery)) <= _epsilon) near |= 1u << lane;
        }

        return near;
    }

    private static double Slack(double queryLength, double pointLength) => 1.5 * HalfUlp * (queryLength + pointLength) + 1e-18;

    private static uint AtMost(ReadOnlySpan<float> squared, float limit)
    {
        Vector256<float> limits = Vector256.Create(limit);
        return Vector256.LessThanOrEqual(Vector256.Create(squared), limits).ExtractMostSignificantBits()
            | Vector256.LessThanOrEqual(Vector256.Create(squared[8..]), limits).ExtractMostSignificantBits() << 8;
    }
}
