using Sargam.Numerics;
using Sargam.Numerics.Kernels;

namespace Sargam.Evaluation;

/// <summary>
/// Rows that are copies of others, apart from rounding: lyrics of ten songs over a thousand tracks give a thousand rows, and
/// ten facts. Copies lie on one point, so that any score of such clusters looks perfect.
/// </summary>
/// <param name="RowCount">All rows.</param>
/// <param name="RepeatingCount">Rows that another row equals.</param>
/// <param name="DifferentCount">Different rows among these.</param>
public sealed record RepeatedRows(int RowCount, int RepeatingCount, int DifferentCount)
{
    /// <summary>From this share of copies on, the rows are no evidence.</summary>
    public const double TiledShare = 0.5;

    private const double RelativeTolerance = 1e-5;
    private const double RoundingOfFloats = 1e-6;

    /// <summary>Rows that say nothing new.</summary>
    public int CopyCount => RepeatingCount - DifferentCount;

    /// <summary>Whether half of the rows or more are copies.</summary>
    public bool IsTiled => CopyCount >= TiledShare * RowCount;

    /// <summary>Counts the copies.</summary>
    internal static RepeatedRows Of(MatrixView rows) => Of(Firsts(rows));

    /// <summary>Counts the copies, given the first row that each row equals.</summary>
    internal static RepeatedRows Of(int[] firsts)
    {
        int[] sizes = [.. firsts.GroupBy(first => first).Select(same => same.Count()).Where(size => size > 1)];
        return new RepeatedRows(firsts.Length, sizes.Sum(), sizes.Length);
    }

    /// <summary>For each row the first row that it equals: itself, when there is none before it.</summary>
    /// <remarks>Equal rows are neighbours by their sums along any direction; only those within the tolerance are compared.</remarks>
    internal static int[] Firsts(MatrixView rows)
    {
        double tolerance = Tolerance(rows);
        double[] places = Places(rows);
        int[] order = [.. Enumerable.Range(0, rows.RowCount).OrderBy(row => places[row]).ThenBy(row => row)];
        int[] groups = [.. Enumerable.Range(0, rows.RowCount)];
        var open = new List<int>(); // one row of each group that is still near enough
        foreach (int row in order)
        {
            open.RemoveAll(other => places[row] - places[other] > tolerance);
            int same = open.FindIndex(other => Math.Sqrt(Distances.SquaredEuclidean(rows.Row(row), rows.Row(other))) <= tolerance);
            if (same >= 0) groups[row] = open[same];
            else open.Add(row);
        }

        return [.. ToFirsts(groups)];
    }

    private static IEnumerable<int> ToFirsts(int[] groups)
    {
        Dictionary<int, int> firsts = groups.Select((group, row) => (group, row)).GroupBy(entry => entry.group).ToDictionary(same => same.Key, same => same.Min(entry => entry.row));
        return groups.Select(group => firsts[group]);
    }

    /// <summary>
    /// A distance that rounding makes, measured in how far the rows are spread and how large their numbers are. Where they hardly differ
    /// anyway, only equal rows are copies: all others would be too near to each other.
    /// </summary>
    private static double Tolerance(MatrixView rows)
    {
        VectorSpread spread = VectorSpread.Of(rows);
        return spread.IsNearlyConstant ? 0 : RelativeTolerance * spread.Deviation + RoundingOfFloats * spread.MeanNorm;
    }

    /// <summary>Where rows lie along one direction of unit length: never farther apart than the rows are.</summary>
    private static double[] Places(MatrixView rows)
    {
        const ulong AnyDirection = 0x44495245;
        var direction = new float[rows.ColumnCount];
        new Rng(AnyDirection).Normal(direction);
        double norm = Math.Sqrt(direction.Sum(value => (double)value * value));
        var places = new double[rows.RowCount];
        for (int i = 0; i < places.Length; i++)
        {
            ReadOnlySpan<float> row = rows.Row(i);
            double sum = 0;
            for (int j = 0; j < row.Length; j++) sum += (double)row[j] * direction[j];
            places[i] = sum / norm;
        }

        return places;
    }
}
