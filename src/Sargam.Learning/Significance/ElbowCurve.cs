namespace Sargam.Learning.Significance;

/// <summary>How far each point of an inertia curve lies below the line between the ends (Satopaa and others, 2011: "Kneedle").</summary>
internal static class ElbowCurve
{
    /// <summary>One height per point, both axes scaled to [0, 1]; null where the curve does not fall or has fewer than 3 points.</summary>
    /// <param name="clusterCounts">Ascending.</param>
    /// <param name="inertias">One for each.</param>
    public static double?[] Heights(IReadOnlyList<int> clusterCounts, IReadOnlyList<double> inertias)
    {
        var heights = new double?[inertias.Count];
        if (inertias.Count < 3 || !(inertias[0] > inertias[^1])) return heights;
        double width = clusterCounts[^1] - clusterCounts[0];
        double drop = inertias[0] - inertias[^1];
        for (int i = 0; i < heights.Length; i++)
        {
            heights[i] = (inertias[0] - inertias[i]) / drop - (clusterCounts[i] - clusterCounts[0]) / width;
        }

        return heights;
    }
}
