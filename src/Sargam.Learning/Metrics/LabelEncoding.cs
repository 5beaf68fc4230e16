namespace Sargam.Learning.Metrics;

/// <summary>Arbitrary integer labels as indices 0 .. k-1, in ascending order of the label.</summary>
internal sealed class LabelEncoding
{
    public LabelEncoding(IReadOnlyList<int> labels)
    {
        Indices = new int[labels.Count];
        Labels = [.. new HashSet<int>(labels)];
        Array.Sort(Labels);
        Totals = new int[Labels.Length];
        var indexOf = new Dictionary<int, int>(Labels.Length);
        for (int index = 0; index < Labels.Length; index++) indexOf[Labels[index]] = index;
        for (int i = 0; i < Indices.Length; i++)
        {
            Indices[i] = indexOf[labels[i]];
            Totals[Indices[i]]++;
        }
    }

    /// <summary>The index of each observation's label.</summary>
    public int[] Indices { get; }

    /// <summary>The label of each index, ascending.</summary>
    public int[] Labels { get; }

    /// <summary>Observations per index, each at least 1.</summary>
    public int[] Totals { get; }

    /// <summary>Number of different labels.</summary>
    public int Count => Labels.Length;

    /// <summary>Whether scores of tightness against separation are defined: more than one cluster, and not all of them single observations.</summary>
    public bool HasSeparableClusters => Count >= 2 && Count < Indices.Length;

    /// <summary>Throws unless there is one label per observation.</summary>
    public static LabelEncoding For(IReadOnlyList<int> labels, int observationCount, string score)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != observationCount)
        {
            throw new ArgumentException($"{score} needs one label per observation: {observationCount} observations, {labels.Count} labels", nameof(labels));
        }

        return new LabelEncoding(labels);
    }
}
