using System.Diagnostics;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Data;

namespace Sargam.Studies;

/// <summary>One model trained with several seeds, and what came of it.</summary>
internal sealed record StudyRow(string Name, VaeOptions Options, VaeData Data)
{
    public static readonly string[] Columns =
        ["model", "active units", "informative", "KL, nats", "R2 per modality", "beta", "epoch kept", "seconds", "warnings"];

    /// <summary>Trains with seeds 0, 1, ... and writes the row.</summary>
    public void Run(MarkdownTable table, int seedCount)
    {
        var models = new List<VaeModel>();
        var seconds = new List<double>();
        for (int seed = 0; seed < seedCount; seed++)
        {
            long start = Stopwatch.GetTimestamp();
            models.Add(new Vae(Options with { Seed = (ulong)seed }).Fit(Data));
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        table.Row(
            Options.PriorComponentCount > 0 ? $"{Name}; components with 1 % or more of the songs: {Spread(models, UsedComponents)} of {Options.PriorComponentCount}" : Name,
            $"{Spread(models, model => model.ActiveUnits)} of {Options.LatentSize}",
            Options.IsVariational ? Spread(models, model => model.Diagnostics.InformativeUnits) : "",
            Options.IsVariational ? Spread(models, model => model.KlPerDimension.Sum(), "0.0") : "",
            string.Join(", ", Enumerable.Range(0, Data.Modalities.Count).Select(
                i => Spread(models, model => model.Diagnostics.ReconstructionR2PerModality[i], "0.00"))),
            Options.IsVariational ? Spread(models, model => model.Beta, "0.##") : "",
            Spread(models, model => model.KeptEpoch, "0"),
            MarkdownTable.Spread(seconds, "0.0"),
            Warnings(models));
    }

    private static string Spread(List<VaeModel> models, Func<VaeModel, double> value, string format = "0.#") =>
        MarkdownTable.Spread(models.Select(value), format);

    private static string Warnings(List<VaeModel> models)
    {
        // What happened comes before the colon, what to do about it behind.
        var groups = models.SelectMany(model => model.Warnings).GroupBy(warning => warning.Split(':')[0]);
        return string.Join("; ", groups.Select(group => $"{group.Count()} of {models.Count}: {group.Key}"));
    }

    private static double UsedComponents(VaeModel model) => model.Diagnostics.ComponentShares.Count(share => share >= 0.01);
}
