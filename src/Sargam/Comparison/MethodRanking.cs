namespace Sargam.Comparison;

/// <summary>Orders methods by how they rank in several spaces: any single space favours its own linear relatives.</summary>
internal static class MethodRanking
{
    /// <summary>The place of each score, 1 for the highest; equal scores share the mean of their places, undefined ones come last.</summary>
    public static double[] Ranks(IReadOnlyList<double?> scores)
    {
        double[] values = [.. scores.Select(score => score ?? double.NegativeInfinity)];
        return [.. values.Select(value => values.Count(other => other > value) + (values.Count(other => other == value) + 1) / 2.0)];
    }

    /// <summary>The mean over spaces of each method's place.</summary>
    /// <param name="scores">Per space a score of every method.</param>
    public static double[] MeanRanks(IReadOnlyList<IReadOnlyList<double?>> scores)
    {
        double[][] ranks = [.. scores.Select(Ranks)];
        return [.. Enumerable.Range(0, scores[0].Count).Select(method => ranks.Average(space => space[method]))];
    }
}
