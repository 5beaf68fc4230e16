namespace Sargam.Learning.Manifold.Umap;

/// <summary>The curve 1 / (1 + a d^2b) by which a distance on the map counts as near (umap-learn: <c>find_ab_params</c>).</summary>
/// <param name="A">Factor.</param>
/// <param name="B">Half the exponent.</param>
internal readonly record struct MapCurve(double A, double B)
{
    private const int PointCount = 300;
    private const int MaxSteps = 500;

    /// <summary>
    /// The curve nearest, in squares, to 1 below the minimum distance and exp(-(d - minimum) / spread) above, by damped
    /// Gauss-Newton steps (Levenberg, 1944).
    /// </summary>
    public static MapCurve Fit(double minDistance, double spread)
    {
        // The distance in units of the spread gives the same curve but for a factor, and keeps the start near.
        double minimum = minDistance / spread;
        var curve = new MapCurve(1, 1);
        double damping = 1e-3;
        double cost = curve.Cost(minimum);
        for (int step = 0; step < MaxSteps && damping < 1e12; step++)
        {
            MapCurve next = curve.Step(minimum, damping);
            double nextCost = next.A > 0 && next.B > 0 ? next.Cost(minimum) : double.PositiveInfinity;
            if (nextCost < cost)
            {
                (curve, cost) = (next, nextCost);
                damping = Math.Max(1e-12, damping / 5);
            }
            else
            {
                damping *= 4;
            }
        }

        return new MapCurve(curve.A * Math.Pow(spread, -2 * curve.B), curve.B);
    }

    private static double Distance(int point) => 3.0 * point / (PointCount - 1);

    private static double Target(double distance, double minimum) => distance < minimum ? 1 : Math.Exp(minimum - distance);

    private double Value(double distance) => 1 / (1 + A * Math.Pow(distance, 2 * B));

    private double Cost(double minimum)
    {
        double cost = 0;
        for (int i = 0; i < PointCount; i++)
        {
            double residual = Value(Distance(i)) - Target(Distance(i), minimum);
            cost += residual * residual;
        }

        return cost;
    }

    private MapCurve Step(double minimum, double damping)
    {
        double aa = 0, ab = 0, bb = 0, ra = 0, rb = 0;
        for (int i = 1; i < PointCount; i++)
        {
            double d = Distance(i);
            double value = Value(d);
            double power = Math.Pow(d, 2 * B);
            double byA = -value * value * power;
            double byB = byA * A * 2 * Math.Log(d);
            double residual = Target(d, minimum) - value;
            aa += byA * byA;
            ab += byA * byB;
            bb += byB * byB;
            ra += byA * residual;
            rb += byB * residual;
        }

        aa *= 1 + damping;
        bb *= 1 + damping;
        double determinant = aa * bb - ab * ab;
        return new MapCurve(A + (bb * ra - ab * rb) / determinant, B + (aa * rb - ab * ra) / determinant);
    }
}
