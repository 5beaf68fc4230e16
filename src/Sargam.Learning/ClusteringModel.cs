using Sargam.Numerics;

namespace Sargam.Learning;

/// <summary>The result of a clustering: immutable.</summary>
public abstract class ClusteringModel
{
    /// <summary>Stores what every clustering has.</summary>
    /// <param name="labels">The cluster of each observation; taken over, not copied.</param>
    /// <param name="convergence">How the fit ended.</param>
    protected ClusteringModel(int[] labels, Convergence convergence)
    {
        Labels = labels;
        Convergence = convergence;
    }

    /// <summary>The cluster of each observation, from 0; -1 marks noise (scikit-learn: <c>labels_</c>).</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Whether and how fast the fit settled.</summary>
    public Convergence Convergence { get; }

    /// <summary>
    /// How clearly each observation belongs to its cluster: 0 not at all, as for noise, 1 as clearly as can be. What lies between
    /// is the algorithm's own measure, named at each model; values of different algorithms are not comparable.
    /// </summary>
    /// <param name="observations">The rows of the fit, in their order; predictors take any rows.</param>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">The rows cannot be those of the fit, or not rows for this predictor.</exception>
    public abstract float[] Confidences(MatrixView observations);

    /// <summary>A copy of what the fit stored, after a check that it was asked for the rows of the fit.</summary>
    private protected float[] StoredConfidences(float[] confidences, MatrixView observations)
    {
        CheckRowsOfFit(observations);
        return [.. confidences];
    }

    private protected void CheckRowsOfFit(MatrixView observations)
    {
        if (observations.RowCount != Labels.Count)
        {
            throw new ArgumentException($"{GetType().Name} was fitted on {Labels.Count} rows, got {observations.RowCount}", nameof(observations));
        }
    }
}
