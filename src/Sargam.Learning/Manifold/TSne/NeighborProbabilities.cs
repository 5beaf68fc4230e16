using Sargam.Learning.Decomposition;
using Sargam.Learning.Neighbors;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// How likely pairs of observations are neighbours, for the near ones only: a symmetric sparse matrix that sums to 1
/// (van der Maaten, 2014, section 4.1).
/// </summary>
internal sealed class NeighborProbabilities
{
    private const int RowsPerChunk = 256;

    private readonly SymmetricGraph _pairs;

    private NeighborProbabilities(SymmetricGraph pairs) => _pairs = pairs;

    public int Count => _pairs.Count;

    /// <summary>Where each row's entries begin; one more than there are rows.</summary>
    public int[] Starts => _pairs.Starts;

    public int[] Columns => _pairs.Columns;

    public float[] Values => _pairs.Weights;

    /// <summary>Neighbours that reach about as far as the weights of a perplexity do (scikit-learn).</summary>
    public static int NeighborsFor(double perplexity) => (int)Math.Min(3 * perplexity + 1, 1_000_000);

    /// <summary>(p(j|i) + p(i|j)) / 2n, where a row that does not know the other counts as 0.</summary>
    public static NeighborProbabilities Of(NeighborGraph neighbors, double perplexity, CancellationToken cancellationToken)
    {
        float[] conditional = Conditional(neighbors, perplexity, cancellationToken);
        float scale = 0.5f / neighbors.RowCount;
        return new NeighborProbabilities(SymmetricNeighbors.Join(neighbors, (own, theirs) => (conditional[own] + (theirs < 0 ? 0 : conditional[theirs])) * scale));
    }

    private static float[] Conditional(NeighborGraph neighbors, double perplexity, CancellationToken cancellationToken)
    {
        int perRow = neighbors.NeighborCount;
        var conditional = new float[checked(neighbors.RowCount * perRow)];
        FixedChunks.ForEach(neighbors.RowCount, RowsPerChunk, (start, end) =>
        {
            var search = new PerplexitySearch(perRow);
            var squared = new double[perRow];
            var probabilities = new double[perRow];
            for (int i = start; i < end; i++)
            {
                ReadOnlySpan<double> distances = neighbors.Distances(i);
                for (int j = 0; j < perRow; j++) squared[j] = distances[j] * distances[j];
                search.Solve(squared, perplexity, probabilities);
                for (int j = 0; j < perRow; j++) conditional[i * perRow + j] = (float)probabilities[j];
            }
        }, cancellationToken);
        return conditional;
    }
}
