namespace Sargam.Learning.Significance;

/// <summary>Checks of several clusterings against one label set.</summary>
internal static class LabelFamily
{
    /// <summary>Throws unless every list labels the same observations, of which there is at least one.</summary>
    /// <exception cref="ArgumentException">Says which list is at fault.</exception>
    public static void Check(IReadOnlyList<int> classes, IReadOnlyList<IReadOnlyList<int>> clusterings, IReadOnlyList<int>? blocks)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(clusterings);
        if (classes.Count == 0) throw new ArgumentException("classes must label at least 1 observation, got 0", nameof(classes));
        if (clusterings.Count == 0) throw new ArgumentException("clusterings must have at least 1 member, got 0", nameof(clusterings));
        for (int m = 0; m < clusterings.Count; m++)
        {
            if (clusterings[m].Count == classes.Count) continue;
            throw new ArgumentException($"clusterings must label each of {classes.Count} observations, number {m} has {clusterings[m].Count} labels", nameof(clusterings));
        }

        if (blocks is not null && blocks.Count != classes.Count)
        {
            throw new ArgumentException($"blocks must name the block of each of {classes.Count} observations, got {blocks.Count}", nameof(blocks));
        }
    }
}
