using Sargam.Numerics;

namespace Sargam.Learning.Consensus;

/// <summary>What several clusterings of the same observations agree on: immutable.</summary>
public sealed class ConsensusModel : ClusteringModel
{
    private readonly float[] _confidences;

    internal ConsensusModel(int[] labels, float[] confidences, Convergence convergence, int runCount, int combinationCount, int linkedCount)
        : base(labels, convergence)
    {
        _confidences = confidences;
        RunCount = runCount;
        CombinationCount = combinationCount;
        LinkedCombinationCount = linkedCount;
        ClusterCount = labels.Max() + 1;
        NoiseCount = labels.Count(label => label < 0);
    }

    /// <summary>Clusterings that were combined.</summary>
    public int RunCount { get; }

    /// <summary>Different combinations of labels among the observations that are not noise.</summary>
    public int CombinationCount { get; }

    /// <summary>Combinations that were linked with one another: all, or the most frequent up to <see cref="ConsensusOptions.LinkedCombinationLimit"/>.</summary>
    public int LinkedCombinationCount { get; }

    /// <summary>Clusters found; 0 when all is noise.</summary>
    public int ClusterCount { get; }

    /// <summary>Observations with label -1: those that more than half of the clusterings called noise.</summary>
    public int NoiseCount { get; }

    /// <summary>
    /// What <see cref="Confidences"/> gives, without asking for the observations, which labelings that were given do not need.
    /// </summary>
    public IReadOnlyList<float> Agreements => _confidences;

    /// <summary>
    /// How much the clusterings agree on each observation: the share of pairs of a clustering and another member of its cluster
    /// here in which the two were together; 0 for noise, 1 for a cluster of one.
    /// </summary>
    /// <param name="observations">The rows of the fit.</param>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">There are more or fewer rows than in the fit.</exception>
    public override float[] Confidences(MatrixView observations) => StoredConfidences(_confidences, observations);
}
