using Sargam.Learning.Neighbors;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Manifold.Umap;

/// <summary>
/// How much each pair of rows belongs together, from 0 to 1: a symmetric sparse matrix (umap-learn:
/// <c>fuzzy_simplicial_set</c>). The columns of a row ascend.
/// </summary>
internal sealed class FuzzyGraph
{
    private const int RowsPerChunk = 512;

    private FuzzyGraph(int[] starts, int[] columns, float[] weights, LocalScale[] scales)
    {
        Starts = starts;
        Columns = columns;
        Weights = weights;
        Scales = scales;
    }

    public int Count => Starts.Length - 1;

    /// <summary>Where each row's entries begin; one more than there are rows.</summary>
    public int[] Starts { get; }

    public int[] Columns { get; }

    public float[] Weights { get; }

    /// <summary>The reach of each row's neighbourhood.</summary>
    public LocalScale[] Scales { get; }

    /// <summary>Joins what each row thinks of the other by the probabilistic or: a + b - a b.</summary>
    public static FuzzyGraph Of(NeighborGraph neighbors, CancellationToken cancellationToken)
    {
        int count = neighbors.RowCount;
        int perRow = neighbors.NeighborCount;
        var directed = new float[count * perRow];
        LocalScale[] scales = FindScales(neighbors, directed, cancellationToken);
        int[] starts = CountEntries(neighbors);
        var columns = new int[starts[count]];
        var weights = new float[columns.Length];
        int[] next = starts[..count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> others = neighbors.Indices(i);
            for (int j = 0; j < perRow; j++)
            {
                int other = others[j];
                int back = neighbors.Indices(other).IndexOf(i);
                float own = directed[i * perRow + j];
                float theirs = back < 0 ? 0 : directed[other * perRow + back];
                float weight = own + theirs - own * theirs;
                (columns[next[i]], weights[next[i]++]) = (other, weight);
                if (back < 0) (columns[next[other]], weights[next[other]++]) = (i, weight);
            }
        }

        for (int i = 0; i < count; i++) Array.Sort(columns, weights, starts[i], starts[i + 1] - starts[i]);
        return new FuzzyGraph(starts, columns, weights, scales);
    }

    /// <summary>Whether every row can be reached from every other.</summary>
    public bool IsConnected()
    {
        var seen = new bool[Count];
        var open = new Stack<int>();
        open.Push(0);
        seen[0] = true;
        int reached = 1;
        while (open.TryPop(out int row))
        {
            for (int e = Starts[row]; e < Starts[row + 1]; e++)
            {
                if (seen[Columns[e]] || Weights[e] <= 0) continue;
                seen[Columns[e]] = true;
                reached++;
                open.Push(Columns[e]);
            }
        }

        return reached == Count;
    }

    private static LocalScale[] FindScales(NeighborGraph neighbors, float[] directed, CancellationToken cancellationToken)
    {
        int perRow = neighbors.NeighborCount;
        double total = FixedChunks.Sum(neighbors.RowCount, RowsPerChunk, (start, end) =>
        {
            double sum = 0;
            for (int i = start; i < end; i++)
            {
                foreach (double distance in neighbors.Distances(i)) sum += distance;
            }

            return sum;
        }, cancellationToken);
        double mean = total / ((double)neighbors.RowCount * (perRow + 1));
        var scales = new LocalScale[neighbors.RowCount];
        FixedChunks.ForEach(scales.Length, RowsPerChunk, (start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                ReadOnlySpan<double> distances = neighbors.Distances(i);
                scales[i] = LocalScale.OfMember(distances, mean);
                for (int j = 0; j < perRow; j++) directed[i * perRow + j] = (float)scales[i].Nearness(distances[j]);
            }
        }, cancellationToken);
        return scales;
    }

    private static int[] CountEntries(NeighborGraph neighbors)
    {
        var starts = new int[neighbors.RowCount + 1];
        for (int i = 0; i < neighbors.RowCount; i++)
        {
            starts[i + 1] += neighbors.NeighborCount;
            foreach (int other in neighbors.Indices(i)) starts[other + 1] += neighbors.Indices(other).Contains(i) ? 0 : 1;
        }

        for (int i = 0; i < neighbors.RowCount; i++) starts[i + 1] += starts[i];
        return starts;
    }
}
