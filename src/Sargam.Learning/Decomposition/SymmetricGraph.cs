namespace Sargam.Learning.Decomposition;

/// <summary>A symmetric sparse matrix without a diagonal: rows one after another.</summary>
internal sealed class SymmetricGraph(int[] starts, int[] columns, float[] weights)
{
    public int Count => Starts.Length - 1;

    /// <summary>Where each row's entries begin; one more than there are rows.</summary>
    public int[] Starts { get; } = starts;

    public int[] Columns { get; } = columns;

    /// <summary>At least 0.</summary>
    public float[] Weights { get; } = weights;

    /// <summary>The sum of the weights of each row.</summary>
    public double[] Degrees()
    {
        var degrees = new double[Count];
        for (int i = 0; i < degrees.Length; i++)
        {
            for (int e = Starts[i]; e < Starts[i + 1]; e++) degrees[i] += Weights[e];
        }

        return degrees;
    }
}
