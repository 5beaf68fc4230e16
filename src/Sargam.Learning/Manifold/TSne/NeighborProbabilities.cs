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

    private NeighborProbabilities(int[] starts, int[] columns, float[] values)
    {
        Starts = starts;
        Columns = columns;
        Values = values;
    }

    public int Count => Starts.Length - 1;

    /// <summary>Where each row's entries begin; one more than there are rows.</summary>
    public int[] Starts { get; }

    public int[] Columns { get; }

    public float[] Values { get; }

    /// <summary>Neighbours that reach about as far as the weights of a perplexity do (scikit-learn).</summary>
    public static int NeighborsFor(double perplexity) => (int)Math.Min(3 * perplexity + 1, 1_000_000);

    /// <summary>(p(j|i) + p(i|j)) / 2n, where a row that does not know the other counts as 0.</summary>
    public static NeighborProbabilities Of(NeighborGraph neighbors, double perplexity, CancellationToken cancellationToken)
    {
        float[] conditional = Conditional(neighbors, perplexity, cancellationToken);
        (int count, int perRow) = (neighbors.RowCount, neighbors.NeighborCount);
        int[] starts = CountEntries(neighbors);
        var columns = new int[starts[count]];
        var values = new float[columns.Length];
        int[] next = starts[..count];
        float scale = 0.5f / count;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> others = neighbors.Indices(i);
            for (int j = 0; j < perRow; j++)
            {
                int other = others[j];
                int back = neighbors.Indices(other).IndexOf(i);
                float theirs = back < 0 ? 0 : conditional[other * perRow + back];
                float value = (conditional[i * perRow + j] + theirs) * scale;
                (columns[next[i]], values[next[i]++]) = (other, value);
                if (back < 0) (columns[next[other]], values[next[other]++]) = (i, value);
            }
        }

        return new NeighborProbabilities(starts, columns, values);
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

    private static int[] CountEntries(NeighborGraph neighbors)
    {
        var starts = new int[neighbors.RowCount + 1];
        for (int i = 0; i < neighbors.RowCount; i++)
        {
            starts[i + 1] += neighbors.NeighborCount;
            foreach (int other in neighbors.Indices(i)) starts[other + 1] += neighbors.Indices(other).Contains(i) ? 0 : 1;
        }

        for (int i = 0; i < neighbors.RowCount; i++) starts[i + 1] = checked(starts[i] + starts[i + 1]);
        return starts;
    }
}
