namespace Sargam.Learning.Significance;

/// <summary>Student's t distribution with a whole number of degrees of freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4).</summary>
internal static class StudentT
{
    private const double LargestQuantile = 1e4;

    /// <summary>The chance of a value above <paramref name="t"/>.</summary>
    /// <param name="t">Any finite number.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double UpperTail(double t, int degreesOfFreedom)
    {
        double angle = Math.Atan(t / Math.Sqrt(degreesOfFreedom));
        double cosine = Math.Cos(angle);
        bool isOdd = degreesOfFreedom % 2 == 1;
        double term = isOdd ? cosine : 1;
        double sum = 0;
        for (int i = isOdd ? 1 : 0; i < degreesOfFreedom - 1; i += 2)
        {
            sum += term;
            term *= cosine * cosine * (i + 1) / (i + 2);
        }

        double between = isOdd ? 2 / Math.PI * (angle + Math.Sin(angle) * sum) : Math.Sin(angle) * sum;
        return (1 - between) / 2;
    }

    /// <summary>The value that is passed with the chance <paramref name="tail"/>, in (0, 0.5].</summary>
    public static double UpperQuantile(double tail, int degreesOfFreedom)
    {
        double low = 0, high = LargestQuantile;
        while (high - low > 1e-10 * Math.Max(1, high))
        {
            double middle = (low + high) / 2;
            if (UpperTail(middle, degreesOfFreedom) > tail) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
