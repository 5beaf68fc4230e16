using System.Globalization;
using Sargam.Learning.Vae;
using Sargam.Reporting;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>Training losses per epoch: <c>history.csv</c>.</summary>
internal static class HistoryFile
{
    /// <param name="run">Where to.</param>
    /// <param name="history">The epochs.</param>
    /// <param name="modalities">Names of what is reconstructed; several have a column each.</param>
    public static void Write(RunFolder run, IReadOnlyList<VaeEpoch> history, IReadOnlyList<string> modalities)
    {
        string[] parts = modalities.Count > 1 ? [.. modalities.Select(name => $"reconstruction_{name}")] : [];
        CsvTable.Write(
            run.File("history.csv"),
            ["epoch", "total", "reconstruction", .. parts, "kl", "validation_total", "beta", "learning_rate", "active_units"],
            history.Select(epoch => (string[])[
                CsvTable.Whole(epoch.Epoch), CsvTable.Number(epoch.Total), CsvTable.Number(epoch.Reconstruction),
                .. parts.Select((_, i) => CsvTable.Number(epoch.ReconstructionPerModality[i])), CsvTable.Number(epoch.Kl),
                CsvTable.Number(epoch.ValidationTotal), CsvTable.Number(epoch.Beta), CsvTable.Number(epoch.LearningRate), CsvTable.Whole(epoch.ActiveUnits)]));
    }

    /// <summary>Reads by name: a file of an earlier version, or of several modalities, is as good.</summary>
    public static IReadOnlyList<TrainingEpoch> Read(RunFolder run)
    {
        CsvTable table = CsvTable.Read(run.File("history.csv"));
        double? Number(int row, string column) =>
            double.TryParse(table.Cell(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
        return [.. Enumerable.Range(0, table.Rows.Count).Select(row => new TrainingEpoch(
            (int)(Number(row, "epoch") ?? 0), Number(row, "total") ?? double.NaN, Number(row, "reconstruction") ?? double.NaN,
            Number(row, "kl") ?? double.NaN, Number(row, "validation_total"), Number(row, "beta") ?? double.NaN, (int)(Number(row, "active_units") ?? 0)))];
    }
}
