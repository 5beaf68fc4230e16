namespace Sargam.Learning.Manifold.Umap;

/// <summary>How far a row's neighbourhood reaches: nearness is exp(-(d - Rho) / Sigma), 1 up to Rho (umap-learn: <c>smooth_knn_dist</c>).</summary>
/// <param name="Rho">Distance of the nearest neighbour that is not a duplicate.</param>
/// <param name="Sigma">Such that nearness adds up to the logarithm of the number of neighbours.</param>
internal readonly record struct LocalScale(double Rho, double Sigma)
{
    private const double Tolerance = 1e-5;
    private const double LeastShareOfMean = 1e-3;
    private const int MaxRounds = 64;

    /// <summary>Finds the scale of a row of the reference data.</summary>
    /// <param name="distances">From its other neighbours, ascending.</param>
    /// <param name="meanOfAll">Mean distance of all rows' neighbours, for rows that only have duplicates.</param>
    public static LocalScale OfMember(ReadOnlySpan<double> distances, double meanOfAll)
    {
        double rho = 0;
        foreach (double distance in distances)
        {
            if (distance <= 0) continue;
            rho = distance;
            break;
        }

        double sigma = Solve(distances, rho, Math.Log2(distances.Length + 1));
        double mean = rho > 0 ? Sum(distances) / (distances.Length + 1) : meanOfAll;
        return new LocalScale(rho, Math.Max(sigma, LeastShareOfMean * mean));
    }

    /// <summary>Finds the scale of a new row, all of whose neighbours are members. Nearness is 1 for the nearest of them.</summary>
    public static LocalScale OfNewcomer(ReadOnlySpan<double> distances)
    {
        double sigma = Solve(distances, 0, Math.Log2(distances.Length));
        return new LocalScale(distances[0], Math.Max(sigma, LeastShareOfMean * Sum(distances) / distances.Length));
    }

    /// <summary>Nearness of a neighbour, from 0 to 1.</summary>
    public double Nearness(double distance) => distance <= Rho || Sigma == 0 ? 1 : Math.Exp((Rho - distance) / Sigma);

    private static double Solve(ReadOnlySpan<double> distances, double rho, double target)
    {
        // The scale is sought in units of the distances, so that their unit does not matter.
        double unit = Sum(distances) / Math.Max(1, distances.Length);
        if (!(unit > 0)) return 0;
        double lower = 0;
        double upper = double.PositiveInfinity;
        double scale = 1;
        for (int round = 0; round < MaxRounds; round++)
        {
            double sum = 0;
            foreach (double distance in distances) sum += distance <= rho ? 1 : Math.Exp((rho - distance) / unit / scale);
            if (Math.Abs(sum - target) < Tolerance) break;
            if (sum > target) upper = scale; else lower = scale;
            scale = double.IsPositiveInfinity(upper) ? 2 * scale : (lower + upper) / 2;
        }

        return scale * unit;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
