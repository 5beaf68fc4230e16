using System.Diagnostics;
using Sargam.Learning;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics.Parallelism;

namespace Sargam.Studies;

/// <summary>Wall-clock and processor time of the epochs of a fit, in milliseconds.</summary>
internal sealed class EpochTimes : IProgress<FitProgress>
{
    private readonly List<(double Wall, double Cpu)> _epochs = [];
    private long _start = Stopwatch.GetTimestamp();
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    /// <summary>Fits, and takes the medians over all epochs but the first ones, in which the code is still being compiled.</summary>
    public static (double Wall, double Cpu) Median(VaeOptions options, VaeData data, int warmUpCount, int threads)
    {
        using IDisposable limit = WorkerPool.Limit(threads);
        var times = new EpochTimes();
        new Vae(options).Fit(data, progress: times);
        (double Wall, double Cpu)[] counted = [.. times._epochs.Skip(warmUpCount)];
        return (Middle(counted.Select(epoch => epoch.Wall)), Middle(counted.Select(epoch => epoch.Cpu)));
    }

    public void Report(FitProgress value)
    {
        (long now, TimeSpan cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        _epochs.Add((Stopwatch.GetElapsedTime(_start, now).TotalMilliseconds, (cpu - _cpu).TotalMilliseconds));
        (_start, _cpu) = (now, cpu);
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
