using BenchmarkDotNet.Attributes;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Benchmarks.Learning;

/// <summary>
/// One training epoch of the two fully connected VAEs that engine.md measures: batch 64 on 1,000 rows of 40 columns, batch 32
/// on 500 rows of 2,600. A fit of ten epochs, divided by ten: set-up and the final diagnosis are in it.
/// </summary>
[MemoryDiagnoser]
public class VaeEpochBenchmark
{
    private const int Epochs = 10;
    private Matrix _data = new(0, 0);
    private Vae _vae = new(new VaeOptions { Seed = 1 });

    /// <summary>rows x columns - hidden - latent.</summary>
    [Params("1000x40-128-64-16", "500x2600-512-256-16")]
    public string Shape { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        string[] parts = Shape.Split('x', '-');
        int[] sizes = [.. parts.Select(int.Parse)];
        _data = new Matrix(sizes[0], sizes[1]);
        new Rng(1).Normal(_data.Values);
        _vae = new Vae(new VaeOptions
        {
            Seed = 1,
            Architecture = new MlpArchitecture { HiddenSizes = [.. sizes[2..^1]] },
            LatentSize = sizes[^1],
            BatchSize = sizes[1] == 40 ? 64 : 32,
            EpochCount = Epochs,
            BetaWarmUpEpochCount = 0,
            ValidationShare = 0,
        });
    }

    [Benchmark(OperationsPerInvoke = Epochs)]
    public VaeModel Epoch()
    {
        using IDisposable limit = WorkerPool.Limit(Threads);
        return _vae.Fit(_data);
    }
}
