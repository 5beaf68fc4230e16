using Sargam.Learning.Neighbors;
using Sargam.Numerics;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>A t-SNE map: immutable. New rows can be placed on it; it keeps the rows it was fitted on for that.</summary>
public sealed class TSneModel : ITransform
{
    private readonly Matrix _embedding;
    private readonly NeighborIndex _index;
    private readonly Lazy<Newcomers> _newcomers;

    internal TSneModel(
        Matrix embedding, NeighborIndex index, TSneMethod method, double divergence, double perplexity, double learningRate, Convergence convergence)
    {
        _embedding = embedding;
        _index = index;
        _newcomers = new Lazy<Newcomers>(() => new Newcomers(embedding, perplexity));
        Method = method;
        KullbackLeibler = divergence;
        Perplexity = perplexity;
        LearningRate = learningRate;
        Convergence = convergence;
    }

    /// <summary>The position of each observation, n x 2, centred on the origin (scikit-learn: <c>embedding_</c>).</summary>
    public MatrixView Embedding => _embedding.View;

    /// <summary>Nearest neighbours of the observations; says how they were found and, if approximate, how many were.</summary>
    public NeighborGraph Neighbors => _index.Graph;

    /// <summary>How forces were added up: <see cref="TSneMethod.Exact"/> or <see cref="TSneMethod.Interpolation"/>.</summary>
    public TSneMethod Method { get; }

    /// <summary>
    /// Kullback-Leibler divergence of the map from the data in nats, over all pairs when exact, else over near neighbours, which is
    /// some 15 % more (scikit-learn: <c>kl_divergence_</c> of the same method).
    /// </summary>
    public double KullbackLeibler { get; }

    /// <summary>The perplexity used.</summary>
    public double Perplexity { get; }

    /// <summary>The step size used (scikit-learn: <c>learning_rate_</c>).</summary>
    public double LearningRate { get; }

    /// <summary>How the descent ended; the shift is the norm of the last gradient.</summary>
    public Convergence Convergence { get; }

    /// <inheritdoc/>
    public int InputColumnCount => _index.ColumnCount;

    /// <inheritdoc/>
    public int OutputColumnCount => _embedding.ColumnCount;

    /// <summary>
    /// Places other rows on the map without moving what is there: each begins at the weighted mean of its nearest neighbours'
    /// positions, then goes where their pull and the push of all fitted points balance (as openTSNE's <c>transform</c>). Where
    /// a row comes to lie does not depend on the rows it is given with.
    /// </summary>
    /// <param name="observations">Finite values, with as many columns as the map was made from.</param>
    /// <param name="cancellationToken">Checked once per chunk.</param>
    /// <exception cref="ArgumentException">The number of columns differs, or a value is NaN or infinite.</exception>
    public Matrix Place(MatrixView observations, CancellationToken cancellationToken = default)
    {
        Observations.CheckColumns(observations, nameof(TSneModel), InputColumnCount);
        Observations.Check(observations, nameof(TSne), minimumRowCount: 0);
        return _newcomers.Value.Place(_index.Query(observations, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    Matrix ITransform.Transform(MatrixView observations) => Place(observations);
}
