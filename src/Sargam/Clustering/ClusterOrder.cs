namespace Sargam.Clustering;

/// <summary>Numbers clusters by size: the largest becomes 0; of equals, the one whose first track comes first. Noise stays -1.</summary>
internal static class ClusterOrder
{
    public static int[] BySize(IReadOnlyList<int> labels)
    {
        Dictionary<int, int> numbers = labels.Select((label, track) => (label, track)).Where(entry => entry.label >= 0)
            .GroupBy(entry => entry.label)
            .OrderByDescending(cluster => cluster.Count()).ThenBy(cluster => cluster.First().track)
            .Select((cluster, number) => (cluster.Key, number))
            .ToDictionary(entry => entry.Key, entry => entry.number);
        return [.. labels.Select(label => label < 0 ? label : numbers[label])];
    }
}
