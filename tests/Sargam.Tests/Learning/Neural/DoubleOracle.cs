namespace Sargam.Tests.Learning.Neural;

/// <summary>
/// The same networks once more: slow, obvious, in double precision and written from the definitions. Its central differences
/// are what the hand-written backward passes must equal.
/// </summary>
internal static class DoubleOracle
{
    /// <summary>The numbers that a network's parameters hold, by name.</summary>
    public static Dictionary<string, double[]> Parameters(Sargam.Learning.Neural.ParameterStore store) =>
        store.Parameters.ToDictionary(parameter => parameter.Name, parameter => TestKit.Approx.Widen(parameter.Values));

    public static double[] Linear(double[] input, int rowCount, double[] weight, double[]? bias)
    {
        int inputSize = input.Length / rowCount;
        int outputSize = weight.Length / inputSize;
        var output = new double[rowCount * outputSize];
        for (int row = 0; row < rowCount; row++)
        {
            for (int o = 0; o < outputSize; o++)
            {
                double sum = bias is null ? 0 : bias[o];
                for (int i = 0; i < inputSize; i++) sum += input[row * inputSize + i] * weight[o * inputSize + i];
                output[row * outputSize + o] = sum;
            }
        }

        return output;
    }

    /// <summary>Linear layers <c>name.0</c>, <c>name.2</c>, ... with ReLU between, as many as there are.</summary>
    public static double[] Mlp(IReadOnlyDictionary<string, double[]> parameters, string name, double[] input, int rowCount, bool reluAtEnd)
    {
        double[] values = input;
        for (int layer = 0; parameters.ContainsKey($"{name}.{layer}.weight"); layer += 2)
        {
            values = Linear(values, rowCount, parameters[$"{name}.{layer}.weight"], parameters[$"{name}.{layer}.bias"]);
            bool last = !parameters.ContainsKey($"{name}.{layer + 2}.weight");
            if (!last || reluAtEnd) values = [.. values.Select(value => Math.Max(value, 0))];
        }

        return values;
    }

    /// <summary>The error function: a series of positive terms.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x);
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>(x - mean) / sqrt(variance + 1e-5) * weight + bias, where the values that share statistics are named by <paramref name="groupOf"/>.</summary>
    public static double[] Normalise(double[] input, int channels, double[] weight, double[] bias, Func<int, int> groupOf)
    {
        var output = new double[input.Length];
        foreach (IGrouping<int, int> group in Enumerable.Range(0, input.Length).GroupBy(groupOf))
        {
            double mean = group.Average(i => input[i]);
            double variance = group.Average(i => (input[i] - mean) * (input[i] - mean));
            foreach (int i in group) output[i] = (input[i] - mean) / Math.Sqrt(variance + 1e-5) * weight[i % channels] + bias[i % channels];
        }

        return output;
    }

    /// <summary>Central differences of a function of one array, which is put back after each step.</summary>
    public static double[] Gradient(double[] point, Func<double> function)
    {
        const double Step = 1e-6;
        var gradient = new double[point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            double value = point[i];
            point[i] = value + Step;
            double above = function();
            point[i] = value - Step;
            double below = function();
            point[i] = value;
            gradient[i] = (above - below) / (2 * Step);
        }

        return gradient;
    }

    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
