using Sargam.Numerics;

namespace Sargam.Learning.Dbscan;

/// <summary>The clusters and the noise that <see cref="Dbscan"/> found: immutable.</summary>
public sealed class DbscanModel : ClusteringModel
{
    private readonly bool[] _isCore;
    private readonly float[] _confidences;

    internal DbscanModel(int[] labels, bool[] isCore, float[] confidences, double epsilon)
        : base(labels, new Convergence(true, 1, 0))
    {
        _isCore = isCore;
        _confidences = confidences;
        Epsilon = epsilon;
        ClusterCount = labels.Max() + 1;
        NoiseCount = labels.Count(label => label < 0);
    }

    /// <summary>Whether each observation is a core: has enough neighbours (scikit-learn: <c>core_sample_indices_</c>).</summary>
    public IReadOnlyList<bool> IsCore => _isCore;

    /// <summary>The distance that was used: the one of the options, or the knee that was found; 0 where only equal observations are neighbours.</summary>
    public double Epsilon { get; }

    /// <summary>Clusters found; 0 when all is noise.</summary>
    public int ClusterCount { get; }

    /// <summary>Observations in no cluster: those with label -1.</summary>
    public int NoiseCount { get; }

    /// <summary>Share of the observations that are in a cluster, in [0, 1]. To be shown beside every score.</summary>
    public double Coverage => 1 - (double)NoiseCount / Labels.Count;

    /// <summary>
    /// How dense the place of each observation is: 1 for a core, for a border observation its neighbours (itself counted) as a
    /// share of <see cref="DbscanOptions.MinPoints"/>, 0 for noise.
    /// </summary>
    /// <param name="observations">The rows of the fit.</param>
    /// <returns>One value in [0, 1] per row.</returns>
    /// <exception cref="ArgumentException">There are more or fewer rows than in the fit.</exception>
    public override float[] Confidences(MatrixView observations) => StoredConfidences(_confidences, observations);
}
