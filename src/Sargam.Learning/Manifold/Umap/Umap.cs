using Sargam.Learning.Decomposition;
using Sargam.Learning.Neighbors;
using Sargam.Numerics;

namespace Sargam.Learning.Manifold.Umap;

/// <summary>
/// UMAP: a map on which the nearest neighbours of each row stay near (McInnes, Healy and Melville, 2018; umap-learn:
/// <c>UMAP</c>). Distances between groups and their sizes on the map mean little, and groups may appear where there are none.
/// </summary>
/// <remarks>
/// Neighbours are exact up to 20,000 rows, see <see cref="NearestNeighbors"/>; time and memory grow with rows times neighbours
/// from there. Same options and data give the same bits at any thread count.
/// </remarks>
public sealed class Umap : ITransformer<UmapModel>
{
    private const int LongLayoutRowCount = 10_000;
    private const float MapSize = 10;

    private readonly UmapOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Umap(UmapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(UmapOptions));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no row or column, or a value is NaN or infinite.</exception>
    public UmapModel Fit(MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Umap));
        cancellationToken.ThrowIfCancellationRequested();
        var rng = new Rng(_options.Seed);
        var options = new NearestNeighborsOptions { NeighborCount = _options.NeighborCount - 1, Seed = _options.Seed };
        NeighborIndex index = new NearestNeighbors(options).Fit(observations, cancellationToken);
        var graph = FuzzyGraph.Of(index.Graph, cancellationToken);
        (Matrix embedding, UmapStart start) = Begin(observations, graph, rng.Split(1), cancellationToken);
        Rescale(embedding, rng.Split(2));
        var curve = MapCurve.Fit(_options.MinDistance, _options.Spread);
        var forces = new MapForces(curve);
        int epochs = _options.EpochCount ?? (observations.RowCount <= LongLayoutRowCount ? 500 : 200);
        float[] positions = embedding.Values.ToArray();
        new UmapLayout(graph, forces, _options.NegativeSampleCount, positions, rng.Split(3)).Run(epochs, progress, cancellationToken);
        embedding = Matrix.Wrap(positions, embedding.RowCount, embedding.ColumnCount);
        return new UmapModel(embedding, index, curve, forces, _options, epochs, start);
    }

    private (Matrix Positions, UmapStart Start) Begin(MatrixView observations, FuzzyGraph graph, Rng rng, CancellationToken cancellationToken)
    {
        int components = _options.ComponentCount;
        if (graph.IsConnected() && SpectralStart.Of(graph, components, rng, cancellationToken) is { } spectral)
        {
            return (spectral, UmapStart.Spectral);
        }

        if (observations.RowCount >= 2 && components <= Math.Min(observations.RowCount, observations.ColumnCount))
        {
            PcaModel model = new Pca(new PcaOptions { ComponentCount = components }).Fit(observations, cancellationToken: cancellationToken);
            if (model.ExplainedVariance[0] > 0) return (model.Transform(observations), UmapStart.PrincipalComponents);
        }

        var random = new Matrix(observations.RowCount, components);
        foreach (ref float value in random.Values) value = (float)rng.Uniform(0, MapSize);
        return (random, UmapStart.Random);
    }

    /// <summary>Stretches every column from 0 to 10, with a little noise that parts equal points, as umap-learn does.</summary>
    private static void Rescale(Matrix positions, Rng rng)
    {
        const double Noise = 1e-4;
        for (int c = 0; c < positions.ColumnCount; c++)
        {
            float lowest = float.PositiveInfinity;
            float highest = float.NegativeInfinity;
            for (int i = 0; i < positions.RowCount; i++)
            {
                lowest = Math.Min(lowest, positions[i, c]);
                highest = Math.Max(highest, positions[i, c]);
            }

            double range = (double)highest - lowest;
            double scale = range > 0 && double.IsFinite(range) ? MapSize / range : 0;
            for (int i = 0; i < positions.RowCount; i++)
            {
                double place = scale > 0 ? ((double)positions[i, c] - lowest) * scale : 0;
                positions[i, c] = (float)(place + Noise * rng.Normal());
            }
        }
    }
}
