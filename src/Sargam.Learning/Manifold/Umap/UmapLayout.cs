using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.Umap;

/// <summary>
/// Stochastic gradient descent of the map (McInnes, Healy and Melville, 2018). Every epoch moves one eighth of the points after
/// another; a point sees where the other eighths are now and where its own was when its turn began. So the order of threads
/// does not matter, and nearly all of a point's neighbours have moved before it, as in a sequential run.
/// </summary>
internal sealed class UmapLayout
{
    private const int TurnCount = 8;
    private const int PointsPerChunk = 64;

    private readonly FuzzyGraph _graph;
    private readonly MapForces _forces;
    private readonly int _negativeCount;
    private readonly float[] _positions;
    private readonly float[] _moved;
    private readonly float[] _due;
    private readonly ulong[] _random;
    private readonly int _dimensions;
    private readonly float _perEpoch;

    /// <summary>Prepares a layout that moves the given positions, point after point.</summary>
    public UmapLayout(FuzzyGraph graph, MapForces forces, int negativeCount, float[] positions, Rng rng)
    {
        _graph = graph;
        _forces = forces;
        _negativeCount = negativeCount;
        _dimensions = positions.Length / graph.Count;
        _positions = positions;
        _moved = new float[positions.Length];
        _due = new float[graph.Weights.Length];
        _random = new ulong[graph.Count];
        for (int i = 0; i < _random.Length; i++) _random[i] = rng.NextUInt64() | 1;
        float largest = 0;
        foreach (float weight in graph.Weights) largest = Math.Max(largest, weight);
        _perEpoch = largest > 0 ? 1 / largest : 0;
    }

    /// <summary>Runs all epochs with a rate that falls from 1 to 0.</summary>
    public void Run(int epochCount, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        int turn = 0;
        float rate = 1;
        FixedChunks.ChunkBody move = (start, end) =>
        {
            for (int m = start; m < end; m++) MovePoint(m * TurnCount + turn, rate);
        };
        for (int epoch = 0; epoch < epochCount; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rate = 1 - (float)epoch / epochCount;
            for (turn = 0; turn < TurnCount; turn++)
            {
                int count = (_graph.Count - turn + TurnCount - 1) / TurnCount;
                FixedChunks.ForEach(Math.Max(0, count), PointsPerChunk, move, cancellationToken);
                for (int i = turn; i < _graph.Count; i += TurnCount)
                {
                    for (int c = i * _dimensions; c < (i + 1) * _dimensions; c++) _positions[c] = _moved[c];
                }
            }

            progress?.Report(new FitProgress("epoch", epoch + 1, epochCount, rate));
        }
    }

    private void MovePoint(int point, float rate)
    {
        Span<float> position = _moved.AsSpan(point * _dimensions, _dimensions);
        _positions.AsSpan(point * _dimensions, _dimensions).CopyTo(position);
        var moving = new MovingPoint(_forces, _positions, position);
        ulong random = _random[point];
        int first = _graph.Starts[point];
        int count = _graph.Starts[point + 1] - first;

        // Whoever comes last has the most say, so the round of the neighbours begins anywhere.
        int entry = first + MovingPoint.Draw(ref random, count);
        for (int met = 0; met < count; met++)
        {
            if (IsDue(entry))
            {
                // A pair is met from both ends, and each time both points move: two steps for either.
                int other = _graph.Columns[entry];
                moving.Approach(other, rate);
                moving.Approach(other, rate);
                moving.AvoidSome(point, _negativeCount, rate, ref random);
            }

            if (++entry == first + count) entry = first;
        }

        _random[point] = random;
    }

    /// <summary>The strongest pairs meet every epoch, others in proportion.</summary>
    private bool IsDue(int entry)
    {
        float due = _due[entry] + _graph.Weights[entry] * _perEpoch;
        bool meets = due >= 1;
        _due[entry] = meets ? due - 1 : due;
        return meets;
    }
}
