using System.Globalization;
using Sargam.Representation;
using Sargam.Storage;

namespace Sargam.Reporting;

/// <summary>Reads the walks that a run keeps in <c>traversals.csv</c> and, for sequences, <c>traversals.safetensors</c>.</summary>
internal static class TraversalReader
{
    /// <summary>The walks; empty when the run has none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="titleOf">A track's title by its id; null when it is not known.</param>
    public static IReadOnlyList<TraversalWalk> Read(RunFolder run, Func<string, string?> titleOf)
    {
        if (!File.Exists(run.File(TraversalFile.Name))) return [];
        CsvTable table = CsvTable.Read(run.File(TraversalFile.Name));
        Safetensors? maps = null;
        if (File.Exists(run.File(TraversalFile.MapsName)))
        {
            using FileStream stream = File.OpenRead(run.File(TraversalFile.MapsName));
            maps = Safetensors.Read(stream);
        }

        return [.. Enumerable.Range(0, table.Rows.Count).GroupBy(row => table.Cell(row, "dimension")).Select(walk => Walk(table, [.. walk], titleOf, MapsOf(maps, walk.Key)))];
    }

    private static TraversalWalk Walk(CsvTable table, int[] rows, Func<string, string?> titleOf, Tensor? maps)
    {
        int.TryParse(table.Cell(rows[0], "dimension"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int dimension);
        return new TraversalWalk(dimension, Number(table, rows[0], "kl"), [.. rows.Select((row, step) => new TraversalStep(
            Number(table, row, "deviations"), titleOf(table.Cell(row, "nearest_id")) ?? table.Cell(row, "nearest_path"),
            [.. Features(table, row)], MapOf(maps, step)))]);
    }

    private static IEnumerable<KeyValuePair<string, double>> Features(CsvTable table, int row)
    {
        for (int rank = 1; table.HasColumn($"feature_{rank}"); rank++)
        {
            yield return KeyValuePair.Create(table.Cell(row, $"feature_{rank}"), Number(table, row, $"value_{rank}"));
        }
    }

    private static Tensor? MapsOf(Safetensors? maps, string dimension) =>
        maps is not null && maps.Tensors.TryGetValue($"dimension.{dimension}", out Tensor? tensor) && tensor.Shape.Count == 3 ? tensor : null;

    private static TraversalMap? MapOf(Tensor? maps, int step)
    {
        if (maps is null || step >= maps.Shape[0]) return null;
        int size = maps.Shape[1] * maps.Shape[2];
        return new TraversalMap(maps.Shape[1], maps.Shape[2], maps.Values.Slice(step * size, size));
    }

    private static double Number(CsvTable table, int row, string column) =>
        double.TryParse(table.Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;
}
