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
}
