namespace Sargam.Learning.Hdbscan;

/// <summary>Decides which clusters of a condensed tree are kept; indices count clusters from 0, the cluster of all observations.</summary>
internal sealed class ClusterChoice
{
    private readonly double[] _births;
    private readonly int[] _parents;
    private readonly bool[] _divides;
    private readonly HdbscanOptions _options;

    private ClusterChoice(CondensedTree tree, HdbscanOptions options)
    {
        _options = options;
        _births = new double[tree.ClusterCount];
        _parents = new int[tree.ClusterCount];
        _divides = new bool[tree.ClusterCount];
        Stabilities = new double[tree.ClusterCount];
        _parents[0] = -1;
        foreach (CondensedBranch branch in tree.Branches)
        {
            if (branch.Child < tree.LeafCount) continue;
            int child = branch.Child - tree.LeafCount;
            _births[child] = branch.Lambda;
            _parents[child] = branch.Parent - tree.LeafCount;
            _divides[_parents[child]] = true;
        }

        foreach (CondensedBranch branch in tree.Branches)
        {
            int parent = branch.Parent - tree.LeafCount;
            Stabilities[parent] += (branch.Lambda - _births[parent]) * branch.Size;
        }
    }

    /// <summary>The excess of mass of each cluster: how long its observations stay in it, added up over densities.</summary>
    public double[] Stabilities { get; }

    /// <summary>Whether each cluster is kept. No two that are kept contain one another.</summary>
    public static (bool[] Kept, double[] Stabilities) Of(CondensedTree tree, HdbscanOptions options)
    {
        var choice = new ClusterChoice(tree, options);
        bool[] kept = options.ClusterSelection == ClusterSelection.Eom ? choice.ByExcessOfMass() : choice.Leaves();
        if (options.ClusterSelectionEpsilon > 0 && !kept[0]) kept = choice.JoinedBelowEpsilon(kept);
        return (kept, choice.Stabilities);
    }

    private bool[] ByExcessOfMass()
    {
        var kept = new bool[_parents.Length];
        var best = new double[_parents.Length];
        var below = new double[_parents.Length];

        // Children have higher numbers than their parents.
        for (int c = kept.Length - 1; c >= 0; c--)
        {
            kept[c] = !(below[c] > Stabilities[c]) && (c > 0 || _options.AllowSingleCluster);
            best[c] = Math.Max(below[c], Stabilities[c]);
            if (c > 0) below[_parents[c]] += best[c];
        }

        return WithoutInner(kept);
    }

    private bool[] Leaves()
    {
        var kept = new bool[_parents.Length];
        for (int c = 1; c < kept.Length; c++) kept[c] = !_divides[c];
        kept[0] = kept.Length == 1 && _options.AllowSingleCluster;
        return kept;
    }

    /// <summary>Replaces each cluster born at a smaller distance by its first ancestor born at a larger one.</summary>
    private bool[] JoinedBelowEpsilon(bool[] kept)
    {
        var joined = new bool[kept.Length];
        double densest = 1 / _options.ClusterSelectionEpsilon;
        for (int c = 1; c < kept.Length; c++)
        {
            if (!kept[c]) continue;
            int at = c;
            while (_births[at] > densest && (_parents[at] > 0 || _options.AllowSingleCluster) && at > 0) at = _parents[at];
            joined[at] = true;
        }

        return WithoutInner(joined);
    }

    private bool[] WithoutInner(bool[] kept)
    {
        var inside = new bool[kept.Length];
        for (int c = 1; c < kept.Length; c++)
        {
            inside[c] = inside[_parents[c]] || kept[_parents[c]];
            if (inside[c]) kept[c] = false;
        }

        return kept;
    }
}
