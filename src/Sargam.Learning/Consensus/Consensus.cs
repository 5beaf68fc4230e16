using Sargam.Learning.Agglomerative;
using Sargam.Numerics;

namespace Sargam.Learning.Consensus;

/// <summary>
/// One clustering from several: two observations are near when many of the clusterings put them together, and average linkage
/// joins what is nearest (evidence accumulation: Fred and Jain, 2005). What depends on the seed goes away, and how much the
/// clusterings agree is each observation's confidence.
/// <para>Observations with the same labels in every clustering are never apart, so it is their combinations of labels that are
/// linked, weighted by how many observations have them. That gives the result of linking the observations, at any number of them,
/// as long as there are at most <see cref="ConsensusOptions.LinkedCombinationLimit"/> combinations. Of more, the most
/// frequent are linked and each of the others goes to the cluster that it was most often together with.</para>
/// <para>Noise (-1) in a clustering counts as being together with nothing; what more than half of the clusterings call noise is
/// noise. Clusters are numbered by their first observation. The same seed gives the same bits at any thread count.</para>
/// </summary>
public sealed class Consensus : IClusterer<ConsensusModel>
{
    private readonly ConsensusOptions _options;
    private readonly Func<ulong, IClusterer<ClusteringModel>> _create;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How many clusterings to make, and how to combine them.</param>
    /// <param name="create">Makes the clusterer of a seed, for instance <c>seed => new KMeans(new KMeansOptions { Seed = seed })</c>.</param>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Consensus(ConsensusOptions options, Func<ulong, IClusterer<ClusteringModel>> create)
    {
        Check(options);
        ArgumentNullException.ThrowIfNull(create);
        _options = options;
        _create = create;
    }

    /// <summary>Clusters the rows with each of several seeds and combines what came out.</summary>
    /// <inheritdoc/>
    public ConsensusModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(Consensus));
        var rng = new Rng(_options.Seed);
        var labelings = new IReadOnlyList<int>[_options.RunCount];
        for (int run = 0; run < labelings.Length; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            labelings[run] = Labels(observations, rng.Split((ulong)run).NextUInt64(), cancellationToken);
            progress?.Report(new FitProgress("run", run + 1, labelings.Length, labelings[run].Max() + 1));
        }

        return Combine(_options, labelings, cancellationToken);
    }

    /// <summary>Combines clusterings that are there already, of whatever methods.</summary>
    /// <param name="options">How; the number of runs is that of the labelings.</param>
    /// <param name="labelings">For each clustering the cluster of each observation, from 0; -1 marks noise.</param>
    /// <param name="cancellationToken">Checked once per merge.</param>
    /// <exception cref="ArgumentException">An option is out of range, there is no labeling, they differ in length, are empty, or a label is below -1.</exception>
    public static ConsensusModel Combine(
        ConsensusOptions options, IReadOnlyList<IReadOnlyList<int>> labelings, CancellationToken cancellationToken = default)
    {
        Check(options);
        int[][] runs = Compact(labelings);
        var combinations = LabelCombinations.Of(runs, new Rng(options.Seed).Split(ulong.MaxValue), cancellationToken);
        int linked = Math.Min(combinations.Count, options.LinkedCombinationLimit);
        int[] clusters = new int[combinations.Count];
        if (linked > 1) Link(combinations, linked, options.ClusterCount ?? MedianCount(runs), cancellationToken).CopyTo(clusters, 0);
        var agreement = new ClusterAgreement(combinations, clusters.AsSpan(0, linked));
        for (int c = linked; c < clusters.Length; c++) clusters[c] = agreement.BestFor(combinations.Of(c));
        if (linked < clusters.Length) agreement = new ClusterAgreement(combinations, clusters);
        float[] agreements = [.. clusters.Select((cluster, c) => (float)agreement.OfMember(combinations.Of(c), cluster))];
        float[] confidences = Array.ConvertAll(combinations.CombinationOfRow, c => c < 0 ? 0 : agreements[c]);
        int[] labels = NumberedByFirst(Array.ConvertAll(combinations.CombinationOfRow, c => c < 0 ? -1 : clusters[c]));
        return new ConsensusModel(labels, confidences, new Convergence(true, Math.Max(0, linked - 1), 0), runs.Length, clusters.Length, linked);
    }

    private IReadOnlyList<int> Labels(MatrixView observations, ulong seed, CancellationToken cancellationToken)
    {
        try
        {
            return _create(seed).Fit(observations, progress: null, cancellationToken).Labels;
        }
        catch (ArgumentException failure)
        {
            throw new ArgumentException($"Consensus: {failure.Message}", failure);
        }
    }

    private static int[] Link(LabelCombinations combinations, int linked, int clusterCount, CancellationToken cancellationToken)
    {
        int[] weights = combinations.Weights[..linked];
        var distances = new CondensedDistances(linked, combinations.Distance, cancellationToken);
        Merge[] merges = NeighbourChain.Run(new CondensedLinkage(distances, weights, average: true), progress: null, cancellationToken);
        return Dendrogram.Build(merges, weights).CutAt(Math.Clamp(clusterCount, 1, linked));
    }

    private static void Check(ConsensusOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(ConsensusOptions));
    }

    /// <summary>Copies of the labelings with clusters numbered without gaps.</summary>
    private static int[][] Compact(IReadOnlyList<IReadOnlyList<int>> labelings)
    {
        ArgumentNullException.ThrowIfNull(labelings);
        if (labelings.Count == 0) throw new ArgumentException("Consensus needs at least 1 labeling, got 0", nameof(labelings));
        if (labelings[0].Count == 0) throw new ArgumentException("Consensus needs at least 1 observation, got 0", nameof(labelings));
        var runs = new int[labelings.Count][];
        for (int r = 0; r < runs.Length; r++)
        {
            if (labelings[r].Count != labelings[0].Count)
            {
                throw new ArgumentException($"labelings must be of {labelings[0].Count} observations as the first is, labeling {r} is of {labelings[r].Count}", nameof(labelings));
            }

            for (int i = 0; i < labelings[r].Count; i++)
            {
                if (labelings[r][i] < -1) throw new ArgumentException($"labels must be at least -1, labeling {r} observation {i} has {labelings[r][i]}", nameof(labelings));
            }

            runs[r] = NumberedByFirst([.. labelings[r]]);
        }

        return runs;
    }

    private static int[] NumberedByFirst(int[] labels)
    {
        var numbers = new Dictionary<int, int>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0) continue;
            if (!numbers.TryGetValue(labels[i], out int number)) numbers.Add(labels[i], number = numbers.Count);
            labels[i] = number;
        }

        return labels;
    }

    private static int MedianCount(int[][] runs)
    {
        int[] counts = [.. runs.Select(run => run.Max() + 1).Order()];
        return counts[(counts.Length - 1) / 2];
    }
}
