using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Learning.Significance;

/// <summary>
/// The contingency table of one clustering, cut into blocks: a resample is a sum of blocks, which costs the cells of the blocks
/// and not the observations. Safe to use from several threads.
/// </summary>
internal sealed class BlockResampling
{
    private readonly ContingencyTable _table;
    private readonly int[] _starts;
    private readonly int[] _cells;
    private readonly int[] _counts;

    /// <summary>Counts what each block adds to which cell.</summary>
    /// <param name="table">Of the same classes and clusters.</param>
    /// <param name="classes">Class index of each observation.</param>
    /// <param name="clusters">Cluster index of each observation.</param>
    /// <param name="blocks">Block of each observation.</param>
    public BlockResampling(ContingencyTable table, LabelEncoding classes, LabelEncoding clusters, LabelEncoding blocks)
    {
        _table = table;
        var numbers = new Dictionary<(int Class, int Cluster), int>(table.Cells.Length);
        foreach (ContingencyCell cell in table.Cells) numbers.Add((cell.ClassIndex, cell.ClusterIndex), numbers.Count);
        var keys = new long[classes.Indices.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = (long)blocks.Indices[i] * numbers.Count + numbers[(classes.Indices[i], clusters.Indices[i])];
        }

        Array.Sort(keys);
        var cells = new List<int>();
        var counts = new List<int>();
        _starts = new int[blocks.Count + 1];
        for (int i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
            {
                cells.Add((int)(keys[i] % numbers.Count));
                counts.Add(0);
            }

            counts[^1]++;
            _starts[keys[i] / numbers.Count + 1] = cells.Count;
        }

        (_cells, _counts) = ([.. cells], [.. counts]);
    }

    /// <summary>Draws as many blocks as there are, with replacement.</summary>
    /// <param name="rng">Source of the draw.</param>
    /// <param name="weights">OUT: how often each block was drawn.</param>
    public static void Draw(Rng rng, int[] weights)
    {
        Array.Clear(weights);
        for (int i = 0; i < weights.Length; i++) weights[rng.NextInt(weights.Length)]++;
    }

    /// <summary>The table of a resample.</summary>
    public ContingencyTable Table(ReadOnlySpan<int> weights)
    {
        var totals = new int[_table.Cells.Length];
        for (int block = 0; block < weights.Length; block++)
        {
            if (weights[block] == 0) continue;
            for (int i = _starts[block]; i < _starts[block + 1]; i++) totals[_cells[i]] += weights[block] * _counts[i];
        }

        return _table.Reweighted(totals);
    }
}
