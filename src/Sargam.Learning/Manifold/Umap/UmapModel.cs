using Sargam.Learning.Neighbors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.Umap;

/// <summary>A UMAP map: immutable. New rows can be placed on it; it keeps the rows it was fitted on for that.</summary>
public sealed class UmapModel : ITransform
{
    private const int PointsPerChunk = 64;

    private readonly Matrix _embedding;
    private readonly NeighborIndex _index;
    private readonly MapForces _forces;
    private readonly UmapOptions _options;

    internal UmapModel(Matrix embedding, NeighborIndex index, MapCurve curve, MapForces forces, UmapOptions options, int epochCount, UmapStart start)
    {
        _embedding = embedding;
        _index = index;
        _forces = forces;
        _options = options;
        A = curve.A;
        B = curve.B;
        EpochCount = epochCount;
        Start = start;
    }

    /// <summary>The position of each observation, rows x components (umap-learn: <c>embedding_</c>).</summary>
    public MatrixView Embedding => _embedding.View;

    /// <summary>Nearest neighbours from which the map was made; says how they were found and, if approximate, how many were.</summary>
    public NeighborGraph Neighbors => _index.Graph;

    /// <summary>Size of the neighbourhoods, the row itself counted: as asked for, or the number of rows where that is less.</summary>
    public int NeighborCount => _index.Graph.NeighborCount + 1;

    /// <summary>Rounds of the layout.</summary>
    public int EpochCount { get; }

    /// <summary>Where the layout began.</summary>
    public UmapStart Start { get; }

    /// <summary>a of the curve 1 / (1 + a d^2b) by which distances on the map count (umap-learn: <c>_a</c>).</summary>
    public double A { get; }

    /// <summary>b of the same curve (umap-learn: <c>_b</c>).</summary>
    public double B { get; }

    /// <inheritdoc/>
    public int InputColumnCount => _index.ColumnCount;

    /// <inheritdoc/>
    public int OutputColumnCount => _embedding.ColumnCount;

    /// <summary>
    /// Places other rows on the map without moving what is there (umap-learn: <c>transform</c>): each begins at the weighted mean of
    /// its nearest neighbours' positions and is then drawn to them for a third of the epochs. Where a row comes to lie does not
    /// depend on the rows it is given with.
    /// </summary>
    /// <param name="observations">Finite values, with as many columns as the map was made from.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <exception cref="ArgumentException">The number of columns differs, or a value is NaN or infinite.</exception>
    public Matrix Place(MatrixView observations, CancellationToken cancellationToken = default)
    {
        Observations.CheckColumns(observations, nameof(UmapModel), InputColumnCount);
        Observations.Check(observations, nameof(Umap), minimumRowCount: 0);
        NeighborGraph near = _index.Query(observations, cancellationToken);
        var placed = new float[checked(observations.RowCount * OutputColumnCount)];
        int epochs = Math.Max(1, EpochCount / 3);
        ulong random = new Rng(_options.Seed).Split(4).NextUInt64() | 1;
        FixedChunks.ForEach(observations.RowCount, PointsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                PlacePoint(near.Indices(i), near.Distances(i), epochs, random, placed.AsSpan(i * OutputColumnCount, OutputColumnCount));
            }
        }, cancellationToken);
        return Matrix.Wrap(placed, observations.RowCount, OutputColumnCount);
    }

    /// <inheritdoc/>
    Matrix ITransform.Transform(MatrixView observations) => Place(observations);

    private void PlacePoint(ReadOnlySpan<int> neighbors, ReadOnlySpan<double> distances, int epochs, ulong random, Span<float> position)
    {
        const float FirstRate = 0.25f;
        var scale = LocalScale.OfNewcomer(distances);
        var weights = new float[neighbors.Length];
        double total = 0;
        for (int j = 0; j < weights.Length; j++) total += scale.Nearness(distances[j]);
        for (int j = 0; j < weights.Length; j++)
        {
            double weight = scale.Nearness(distances[j]);
            weights[j] = (float)weight;
            for (int c = 0; c < position.Length; c++) position[c] += (float)(weight / total * _embedding[neighbors[j], c]);
        }

        var moving = new MovingPoint(_forces, _embedding.Values, position);
        var due = new float[weights.Length];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            float rate = FirstRate * (1 - (float)epoch / epochs);
            for (int j = 0; j < due.Length; j++)
            {
                due[j] += weights[j];
                if (due[j] < 1) continue;
                due[j] -= 1;
                moving.Approach(neighbors[j], rate);
                moving.AvoidSome(-1, _options.NegativeSampleCount, rate, ref random);
            }
        }
    }
}
