using Sargam.Numerics;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>A t-SNE map: immutable. It has no transform; new observations cannot be placed on it without fitting again.</summary>
public sealed class TSneModel
{
    private readonly Matrix _embedding;

    internal TSneModel(Matrix embedding, double divergence, double perplexity, double learningRate, Convergence convergence)
    {
        _embedding = embedding;
        KullbackLeibler = divergence;
        Perplexity = perplexity;
        LearningRate = learningRate;
        Convergence = convergence;
    }

    /// <summary>The position of each observation, n x 2, centred on the origin (scikit-learn: <c>embedding_</c>).</summary>
    public MatrixView Embedding => _embedding.View;

    /// <summary>Kullback-Leibler divergence of the map from the data in nats, over all pairs (scikit-learn: <c>kl_divergence_</c> of the exact method).</summary>
    public double KullbackLeibler { get; }

    /// <summary>The perplexity used.</summary>
    public double Perplexity { get; }

    /// <summary>The step size used (scikit-learn: <c>learning_rate_</c>).</summary>
    public double LearningRate { get; }

    /// <summary>How the descent ended; the shift is the norm of the last gradient.</summary>
    public Convergence Convergence { get; }
}
