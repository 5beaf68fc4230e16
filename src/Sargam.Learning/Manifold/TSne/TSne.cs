using Sargam.Learning.Neighbors;
using Sargam.Numerics;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// t-SNE: a map in the plane on which near observations stay near (van der Maaten and Hinton, 2008; scikit-learn: <c>TSNE</c>).
/// Distances between groups and their sizes on the map mean nothing.
/// </summary>
/// <remarks>
/// <see cref="TSneMethod.Exact"/> takes time n^2 an iteration and 4 n^2 bytes of memory. <see cref="TSneMethod.Interpolation"/> takes
/// time n: neighbours are exact up to 20,000 observations, see <see cref="NearestNeighbors"/>, and about 2.5 KB an
/// observation are needed at the default perplexity. Same options and data give the same bits at any thread count.
/// </remarks>
public sealed class TSne : ITransformer<TSneModel>
{
    /// <summary>Observations at most for <see cref="TSneMethod.Exact"/>: n x n floats are held in memory.</summary>
    public const int MaxObservationCount = 20_000;

    /// <summary>Observations up to which <see cref="TSneMethod.Auto"/> is exact.</summary>
    public const int MaxAutoExactRowCount = 1_500;

    private readonly TSneOptions _options;

    /// <summary>Creates the estimator.</summary>
    /// <exception cref="ArgumentException">An option is out of range; all such options are named.</exception>
    public TSne(TSneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(TSneOptions));
        _options = options;
    }

    /// <summary>Computes a map.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="initialPositions">
    /// Where to start, n x 2, such as the first two principal components, which keep the large-scale arrangement; scaled so that
    /// the first column has a standard deviation of 1e-4 (scikit-learn: <c>init</c>). Without them, or when the first column is
    /// constant, positions are random.
    /// </param>
    /// <param name="progress">Told about every 50th iteration, with the divergence.</param>
    /// <param name="cancellationToken">Checked at least once per iteration.</param>
    /// <exception cref="ArgumentException">The data is empty, too large or not finite, or does not fit the options.</exception>
    public TSneModel Fit(
        MatrixView observations, MatrixView? initialPositions = null,
        IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, "TSne");
        cancellationToken.ThrowIfCancellationRequested();
        int count = observations.RowCount;
        TSneMethod method = MethodFor(count);
        double perplexity = PerplexityFor(count);
        double learningRate = _options.LearningRate ?? Math.Max(50, count / _options.EarlyExaggeration / 4);
        Matrix start = StartPositions.Of(count, initialPositions, _options.Seed);
        NeighborIndex index = FindNeighbors(observations, method, perplexity, cancellationToken);
        if (count == 1) return new TSneModel(new Matrix(1, 2), index, method, 0, perplexity, learningRate, new Convergence(true, 0, 0));
        IMapForces forces = method == TSneMethod.Exact
            ? new TSneForces(JointProbabilities.Of(observations, perplexity, cancellationToken))
            : new GridForces(NeighborProbabilities.Of(index.Graph, perplexity, cancellationToken));
        for (int i = 0; i < count; i++) (forces.X[i], forces.Y[i]) = (start[i, 0], start[i, 1]);
        var descent = new TSneDescent(forces, (float)learningRate, (float)_options.EarlyExaggeration, _options.MaxIterations);
        Convergence convergence = descent.Run(progress, cancellationToken);
        double divergence = forces.Divergence(cancellationToken);
        return new TSneModel(Centred(forces), index, method, divergence, perplexity, learningRate, convergence);
    }

    /// <inheritdoc/>
    TSneModel ITransformer<TSneModel>.Fit(MatrixView observations, IProgress<FitProgress>? progress, CancellationToken cancellationToken) =>
        Fit(observations, null, progress, cancellationToken);

    private TSneMethod MethodFor(int count)
    {
        if (_options.Method == TSneMethod.Auto) return count <= MaxAutoExactRowCount ? TSneMethod.Exact : TSneMethod.Interpolation;
        if (_options.Method == TSneMethod.Exact && count > MaxObservationCount)
        {
            throw new ArgumentException($"TSne takes at most {MaxObservationCount} observations when Method is Exact, got {count}");
        }

        return _options.Method;
    }

    private double PerplexityFor(int count)
    {
        if (_options.Perplexity is not { } perplexity) return Math.Max(1, Math.Min(30, (count - 1) / 3.0));
        if (perplexity >= count)
        {
            throw new ArgumentException($"TSneOptions: Perplexity must be less than the number of observations, {count}, got {perplexity}");
        }

        return perplexity;
    }

    private NeighborIndex FindNeighbors(MatrixView observations, TSneMethod method, double perplexity, CancellationToken cancellationToken)
    {
        int neighbors = NeighborProbabilities.NeighborsFor(perplexity);
        long pairs = (long)observations.RowCount * Math.Min(neighbors, observations.RowCount - 1);
        if (pairs > int.MaxValue / 2)
        {
            throw new ArgumentException(
                $"TSneOptions: Perplexity is too large for {observations.RowCount} observations, got {perplexity}: {pairs} pairs of neighbours");
        }

        return new NearestNeighbors(new NearestNeighborsOptions
        {
            NeighborCount = neighbors,
            Seed = _options.Seed,
            Search = method == TSneMethod.Exact ? NeighborSearch.Exact : NeighborSearch.Auto,
        }).Fit(observations, cancellationToken);
    }

    private static Matrix Centred(IMapForces forces)
    {
        var embedding = new Matrix(forces.Count, 2);
        double meanX = forces.X.Take(forces.Count).Average(x => (double)x);
        double meanY = forces.Y.Take(forces.Count).Average(y => (double)y);
        for (int i = 0; i < forces.Count; i++)
        {
            embedding[i, 0] = (float)(forces.X[i] - meanX);
            embedding[i, 1] = (float)(forces.Y[i] - meanY);
        }

        return embedding;
    }
}
