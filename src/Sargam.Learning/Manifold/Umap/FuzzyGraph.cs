using Sargam.Learning.Decomposition;
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

    private FuzzyGraph(SymmetricGraph pairs, LocalScale[] scales)
    {
        Pairs = pairs;
        Scales = scales;
    }

    public int Count => Pairs.Count;

    public SymmetricGraph Pairs { get; }

    /// <summary>Where each row's entries begin; one more than there are rows.</summary>
    public int[] Starts => Pairs.Starts;

    public int[] Columns => Pairs.Columns;

    public float[] Weights => Pairs.Weights;

    /// <summary>The reach of each row's neighbourhood.</summary>
    public LocalScale[] Scales { get; }

    /// <summary>Joins what each row thinks of the other by the probabilistic or: a + b - a b.</summary>
    public static FuzzyGraph Of(NeighborGraph neighbors, CancellationToken cancellationToken)
    {
        var directed = new float[neighbors.RowCount * neighbors.NeighborCount];
        LocalScale[] scales = FindScales(neighbors, directed, cancellationToken);
        SymmetricGraph pairs = SymmetricNeighbors.JoinInOrder(neighbors, (place, back) =>
        {
            float own = directed[place];
            float theirs = back < 0 ? 0 : directed[back];
            return own + theirs - own * theirs;
        });
        return new FuzzyGraph(pairs, scales);
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
}
