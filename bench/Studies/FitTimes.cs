using System.Diagnostics;
using System.Globalization;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Studies;

/// <summary>Whole fits on 1,000 made-up tracks: how long a user waits.</summary>
internal static class FitTimes
{
    private const int TrackCount = 1000;
    private const int EpochCount = 100;
    private const int EpochsTimed = 4;

    public static void Run(TextWriter writer)
    {
        var statistics = new VaeData(Factors(200, 12));
        foreach (int threads in new[] { 1, 2 })
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            long start = Stopwatch.GetTimestamp();
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            new Vae(FamilyStudy.Recipe).Fit(statistics);
            Write(writer, $"recipe, 200 columns, {threads} threads", Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        }

        var hybrid = new VaeData(
        [
            new VaeModality(Factors(39 * 130, 12), [39, 130], name: "audio"),
            new VaeModality(Factors(64, 12), name: "words"),
        ]);
        var options = new VaeOptions
        {
            Seed = 1,
            Branches = [new VaeBranch { Architecture = new Conv2dArchitecture() }, new VaeBranch()],
            LatentSize = 32,
            Beta = 4,
            BetaSchedule = BetaScheduleKind.Constant,
            EpochCount = 1 + EpochsTimed,
        };
        foreach (int threads in new[] { 1, 2 })
        {
            (double wall, double processor) = EpochTimes.Median(options, hybrid, warmUpCount: 1, threads);
            Write(writer, $"hybrid beta-VAE, {EpochCount} epochs from the median of {EpochsTimed}, {threads} threads", wall * EpochCount / 1000, processor * EpochCount / 1000);
        }
    }

    private static void Write(TextWriter writer, string what, double wall, double cpu)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {wall:0.0} s | {cpu:0.0} s |"));
        writer.Flush();
    }

    /// <summary>Columns of variance about 1 that share some factors.</summary>
    private static Matrix Factors(int columnCount, int factorCount)
    {
        var rng = new Rng(1);
        var loadings = new float[factorCount * columnCount];
        rng.Normal(loadings);
        var rows = new Matrix(TrackCount, columnCount);
        rng.Normal(rows.Values);
        for (int row = 0; row < TrackCount; row++)
        {
            for (int factor = 0; factor < factorCount; factor++)
            {
                float strength = (float)(rng.Normal() / Math.Sqrt(factorCount));
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                    loadings.AsSpan(factor * columnCount, columnCount), strength, rows.Row(row), rows.Row(row));
            }
        }

        return rows;
    }
}
