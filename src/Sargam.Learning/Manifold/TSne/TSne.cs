using Sargam.Numerics;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// Exact t-SNE: a map in the plane on which near observations stay near (van der Maaten and Hinton, 2008; scikit-learn:
/// <c>TSNE(method='exact')</c>). Distances between groups and their sizes on the map mean nothing.
/// </summary>
/// <remarks>
/// Every pair counts: time O(n^2) an iteration, and 4 n^2 bytes of memory, 100 MB for 5,000 observations. Same options and
/// data give the same bits at any thread count.
/// </remarks>
public sealed class TSne
{
    /// <summary>Observations at most: n x n floats are held in memory.</summary>
    public const int MaxObservationCount = 20_000;

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
    /// <param name="observations">One row per observation, at most <see cref="MaxObservationCount"/>; finite values.</param>
    /// <param name="initialPositions">
    /// Where to start, n x 2, such as the first two principal components, which keep the large-scale arrangement; scaled so that
    /// the first column has a standard deviation of 1e-4 (scikit-learn: <c>init</c>). Without them, or when the first column is
    /// constant, positions are random.
    /// </param>
    /// <param name="progress">Told about every 50th iteration, with the divergence.</param>
    /// <param name="cancellationToken">Checked once per iteration.</param>
    /// <exception cref="ArgumentException">The data is empty, too large or not finite, or does not fit the options.</exception>
    public TSneModel Fit(
        MatrixView observations, MatrixView? initialPositions = null,
        IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, "TSne");
        int count = observations.RowCount;
        if (count > MaxObservationCount)
        {
            throw new ArgumentException($"TSne takes at most {MaxObservationCount} observations, got {count}", nameof(observations));
        }

        double perplexity = _options.Perplexity ?? Math.Max(1, Math.Min(30, (count - 1) / 3.0));
        if (_options.Perplexity is not null && perplexity >= count)
        {
            throw new ArgumentException($"TSneOptions: Perplexity must be less than the number of observations, {count}, got {perplexity}");
        }

        double learningRate = _options.LearningRate ?? Math.Max(50, count / _options.EarlyExaggeration / 4);
        Matrix start = Start(count, initialPositions);
        if (count == 1) return new TSneModel(new Matrix(1, 2), 0, perplexity, learningRate, new Convergence(true, 0, 0));
        var forces = new TSneForces(JointProbabilities.Of(observations, perplexity, cancellationToken));
        for (int i = 0; i < count; i++) (forces.X[i], forces.Y[i]) = (start[i, 0], start[i, 1]);
        var descent = new TSneDescent(forces, (float)learningRate, (float)_options.EarlyExaggeration, _options.MaxIterations);
        Convergence convergence = descent.Run(progress, cancellationToken);
        return new TSneModel(Centred(forces), forces.Divergence(cancellationToken), perplexity, learningRate, convergence);
    }

    private Matrix Start(int count, MatrixView? given)
    {
        const double Spread = 1e-4;
        var start = new Matrix(count, 2);
        double scale = 0;
        if (given is { } positions)
        {
            if (positions.RowCount != count || positions.ColumnCount != 2)
            {
                throw new ArgumentException(
                    $"initialPositions must be {count} x 2, got {positions.RowCount} x {positions.ColumnCount}", nameof(given));
            }

            Observations.Check(positions, "TSne initialPositions");
            double deviation = FirstColumnDeviation(positions);
            scale = deviation > 0 ? Spread / deviation : 0;
            for (int i = 0; i < start.Values.Length; i++) start.Values[i] = (float)(positions.Values[i] * scale);
        }

        if (scale == 0)
        {
            var rng = new Rng(_options.Seed);
            for (int i = 0; i < start.Values.Length; i++) start.Values[i] = (float)(Spread * rng.Normal());
        }

        return start;
    }

    private static double FirstColumnDeviation(MatrixView positions)
    {
        double mean = 0;
        for (int i = 0; i < positions.RowCount; i++) mean += positions[i, 0];
        mean /= positions.RowCount;
        double squares = 0;
        for (int i = 0; i < positions.RowCount; i++) squares += (positions[i, 0] - mean) * (positions[i, 0] - mean);
        return Math.Sqrt(squares / positions.RowCount);
    }

    private static Matrix Centred(TSneForces forces)
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
