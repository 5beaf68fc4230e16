namespace Sargam.Learning.Hdbscan;

/// <summary>What the clusters that were kept mean for the observations.</summary>
internal sealed class SelectedClusters
{
    private SelectedClusters(int[] labels, double[] probabilities, double[] persistences)
    {
        Labels = labels;
        Probabilities = probabilities;
        Persistences = persistences;
    }

    /// <summary>The cluster of each observation, in the order in which the clusters parted; -1 for noise.</summary>
    public int[] Labels { get; }

    public double[] Probabilities { get; }

    /// <summary>One value per cluster.</summary>
    public double[] Persistences { get; }

    /// <summary>Chooses clusters and labels the observations.</summary>
    public static SelectedClusters Of(CondensedTree tree, HdbscanOptions options)
    {
        (bool[] kept, double[] stabilities) = ClusterChoice.Of(tree, options);
        (int[] clusterOfRow, double[] lambdas, double[] deaths) = Follow(tree, kept);
        if (kept[0]) LeaveOutlyingRows(clusterOfRow, lambdas, LimitOfAll(tree, options));
        int[] chosen = [.. Enumerable.Range(0, kept.Length).Where(c => kept[c])];
        var numbers = new int[kept.Length];
        for (int label = 0; label < chosen.Length; label++) numbers[chosen[label]] = label;
        var labels = new int[tree.LeafCount];
        var probabilities = new double[labels.Length];
        var sizes = new int[chosen.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            int cluster = clusterOfRow[i];
            labels[i] = cluster < 0 ? -1 : numbers[cluster];
            if (cluster < 0) continue;
            sizes[labels[i]]++;
            probabilities[i] = deaths[cluster] > 0 ? Math.Min(1, lambdas[i] / deaths[cluster]) : 1;
        }

        double densest = tree.Branches.Max(branch => branch.Lambda);
        double[] persistences = [.. chosen.Select((cluster, label) => Persistence(stabilities[cluster], sizes[label] * densest))];
        return new SelectedClusters(labels, probabilities, persistences);
    }

    /// <summary>The kept cluster of each row or -1, the density at which it leaves the tree, and that at which each cluster ends.</summary>
    private static (int[] ClusterOfRow, double[] Lambdas, double[] Deaths) Follow(CondensedTree tree, bool[] kept)
    {
        var keptAbove = new int[kept.Length];
        Array.Fill(keptAbove, -1);
        if (kept[0]) keptAbove[0] = 0;
        var clusterOfRow = new int[tree.LeafCount];
        var lambdas = new double[tree.LeafCount];
        var deaths = new double[kept.Length];

        // A branch that makes a cluster comes before the branches that leave it.
        foreach (CondensedBranch branch in tree.Branches)
        {
            int parent = branch.Parent - tree.LeafCount;
            deaths[parent] = Math.Max(deaths[parent], branch.Lambda);
            if (branch.Child < tree.LeafCount)
            {
                clusterOfRow[branch.Child] = keptAbove[parent];
                lambdas[branch.Child] = branch.Lambda;
            }
            else
            {
                int child = branch.Child - tree.LeafCount;
                keptAbove[child] = kept[child] ? child : keptAbove[parent];
            }
        }

        return (clusterOfRow, lambdas, deaths);
    }

    /// <summary>Where all is one cluster, those who leave before its end, or before the wanted density, are noise.</summary>
    private static double LimitOfAll(CondensedTree tree, HdbscanOptions options) =>
        options.ClusterSelectionEpsilon > 0
            ? 1 / options.ClusterSelectionEpsilon
            : tree.Branches.Where(branch => branch.Parent == tree.LeafCount).Max(branch => branch.Lambda);

    private static void LeaveOutlyingRows(int[] clusterOfRow, double[] lambdas, double limit)
    {
        for (int i = 0; i < clusterOfRow.Length; i++)
        {
            if (lambdas[i] < limit) clusterOfRow[i] = -1;
        }
    }

    private static double Persistence(double stability, double most) => most > 0 ? Math.Clamp(stability / most, 0, 1) : 1;
}
