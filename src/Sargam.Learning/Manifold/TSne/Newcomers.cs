using Sargam.Learning.Neighbors;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// Places rows on a map that stands still. A newcomer's share of the divergence is least where the pull of its neighbours and the
/// push of all points balance; each step goes half way to where they would if the weights of its neighbours stayed as they are.
/// </summary>
internal sealed class Newcomers
{
    private const int PointsPerChunk = 64;
    private const int MostSteps = 100;
    private const float LongestStep = 1;
    private const float SmallestStep = 1e-5f;

    private readonly Matrix _embedding;
    private readonly double _perplexity;
    private readonly PotentialGrid _grid = new();
    private readonly float _meanWeight;

    /// <summary>Prepares a map.</summary>
    public Newcomers(Matrix embedding, double perplexity)
    {
        _embedding = embedding;
        _perplexity = perplexity;
        var x = new float[embedding.RowCount];
        var y = new float[embedding.RowCount];
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = (embedding[i, 0], embedding[i, 1]);
        _grid.Update(x, y, CancellationToken.None);
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += _grid.At(x[i], y[i]).Value;
        _meanWeight = (float)Math.Max(sum / x.Length - 1, PotentialGrid.LeastMeanWeight);
    }

    /// <summary>The places of rows of which the nearest fitted rows are known.</summary>
    public Matrix Place(NeighborGraph near, CancellationToken cancellationToken)
    {
        var placed = new Matrix(near.RowCount, 2);
        FixedChunks.ForEach(near.RowCount, PointsPerChunk, (start, end) =>
        {
            var search = new PerplexitySearch(near.NeighborCount);
            var squared = new double[near.NeighborCount];
            var weights = new double[near.NeighborCount];
            for (int i = start; i < end; i++)
            {
                ReadOnlySpan<double> distances = near.Distances(i);
                for (int j = 0; j < squared.Length; j++) squared[j] = distances[j] * distances[j];
                search.Solve(squared, Math.Min(_perplexity, Math.Max(1, squared.Length / 3.0)), weights);
                (placed[i, 0], placed[i, 1]) = Settle(near.Indices(i), weights);
            }
        }, cancellationToken);
        return placed;
    }

    private (float X, float Y) Settle(ReadOnlySpan<int> neighbors, ReadOnlySpan<double> weights)
    {
        float x = 0, y = 0;
        for (int j = 0; j < neighbors.Length; j++)
        {
            x += (float)weights[j] * _embedding[neighbors[j], 0];
            y += (float)weights[j] * _embedding[neighbors[j], 1];
        }

        for (int step = 0; step < MostSteps; step++)
        {
            (x, y) = _grid.Frame.Nearest(x, y);
            (float targetX, float targetY) = Balance(neighbors, weights, x, y);
            (float dx, float dy) = ((targetX - x) / 2, (targetY - y) / 2);
            float length = MathF.Sqrt(dx * dx + dy * dy);
            if (!(length > SmallestStep)) break;
            float share = Math.Min(1, LongestStep / length);
            x += share * dx;
            y += share * dy;
        }

        return (x, y);
    }

    /// <summary>Where pull and push would balance if neither changed on the way.</summary>
    private (float X, float Y) Balance(ReadOnlySpan<int> neighbors, ReadOnlySpan<double> weights, float x, float y)
    {
        float pull = 0, sumX = 0, sumY = 0;
        for (int j = 0; j < neighbors.Length; j++)
        {
            (float dx, float dy) = (_embedding[neighbors[j], 0] - x, _embedding[neighbors[j], 1] - y);
            float weight = (float)weights[j] / (1 + dx * dx + dy * dy);
            pull += weight;
            sumX += weight * dx;
            sumY += weight * dy;
        }

        (_, float slopeX, float slopeY) = _grid.At(x, y);
        float push = 0.5f / _meanWeight;
        return (x + (sumX - push * slopeX) / pull, y + (sumY - push * slopeY) / pull);
    }
}
