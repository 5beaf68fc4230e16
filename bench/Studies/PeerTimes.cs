using System.Diagnostics;
using System.Globalization;
using Sargam.Benchmarks.Learning;
using Sargam.Learning.Agglomerative;
using Sargam.Learning.Dbscan;
using Sargam.Learning.GaussianMixture;
using Sargam.Learning.KMeans;
using Sargam.Learning.Manifold.TSne;
using Sargam.Learning.Metrics;
using Sargam.Learning.MiniBatchKMeans;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Storage;

namespace Sargam.Studies;

/// <summary>
/// The fits that bench/peers/sklearn_fit.py times too, on the same data, which is written beside the results as .npy: labels or
/// maps for the comparison of qualities.
/// </summary>
internal static class PeerTimes
{
    private static readonly PeerCase[] Cases =
    [
        new("kmeans", 10_000, 32, 10, rows => Centred(new KMeans(new KMeansOptions { ClusterCount = 10, Seed = 1 }).Fit(rows))),
        new("kmeans-200k", 200_000, 32, 30, rows => Centred(new KMeans(new KMeansOptions { ClusterCount = 30, RestartCount = 1, Seed = 1 }).Fit(rows))),
        new("minibatch-200k", 200_000, 32, 30, rows => Centred(new MiniBatchKMeans(new MiniBatchKMeansOptions { ClusterCount = 30, Seed = 1 }).Fit(rows))),
        new("ward", 5_000, 32, 10, rows => new PeerResult(double.NaN, new Agglomerative(new AgglomerativeOptions { ClusterCount = 10, Seed = 1 }).Fit(rows).Labels, null)),
        new("mixture", 10_000, 32, 10, Mixture),
        new("dbscan", 10_000, 16, 10, rows => new PeerResult(double.NaN, new Dbscan(new DbscanOptions { Epsilon = 4, MinPoints = 5 }).Fit(rows).Labels, null)),
        new("silhouette", 10_000, 32, 10, rows => new PeerResult(Silhouette.Mean(rows, [.. Enumerable.Range(0, rows.RowCount).Select(i => i % 10)]) ?? double.NaN, null, null)),
        new("tsne", 5_000, 32, 10, Map),
    ];

    /// <summary>Writes a line "name seconds quality note" per case.</summary>
    public static void Run(string folder, int threads, string name, TextWriter writer)
    {
        Directory.CreateDirectory(folder);
        using IDisposable limit = WorkerPool.Limit(threads);
        foreach (PeerCase one in Cases.Where(one => one.Name.StartsWith(name, StringComparison.Ordinal)))
        {
            Matrix rows = Clouds.Make(one.RowCount, one.ColumnCount, one.CloudCount, spread: 1);
            Save(folder, $"{one.Name}.npy", stream => Npy.Write(stream, rows));
            one.Fit(rows.View.Rows(0, Math.Min(600, one.RowCount)));
            long start = Stopwatch.GetTimestamp();
            PeerResult result = one.Fit(rows);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (result.Labels is { } labels) Save(folder, $"{one.Name}.sargam.npy", stream => Npy.Write(stream, [.. labels]));
            if (result.Map is { } map) Save(folder, $"{one.Name}.sargam.npy", stream => Npy.Write(stream, map));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name} {seconds:0.0000} {result.Quality:R} {result.Note}"));
            writer.Flush();
        }
    }

    private static PeerResult Centred(KMeansModel model) => new(model.Inertia, model.Labels, null, $"{model.Convergence.IterationCount}-iterations");

    private static PeerResult Mixture(MatrixView rows)
    {
        GaussianMixtureModel model = new GaussianMixture(new GaussianMixtureOptions { ComponentCount = 10, Seed = 1 }).Fit(rows);
        return new PeerResult(model.LowerBound, model.Labels, null, $"{model.Convergence.IterationCount}-iterations");
    }

    private static PeerResult Map(MatrixView rows)
    {
        TSneModel model = new TSne(new TSneOptions { Seed = 1 }).Fit(rows);
        return new PeerResult(model.KullbackLeibler, null, model.Embedding.ToMatrix());
    }

    private static void Save(string folder, string name, Action<Stream> write)
    {
        using FileStream stream = File.Create(Path.Combine(folder, name));
        write(stream);
    }

    private sealed record PeerCase(string Name, int RowCount, int ColumnCount, int CloudCount, Func<MatrixView, PeerResult> Fit);

    /// <summary>What a fit gave: a quality of its own, labels, a map.</summary>
    private sealed record PeerResult(double Quality, IReadOnlyList<int>? Labels, Matrix? Map, string Note = "-");
}
