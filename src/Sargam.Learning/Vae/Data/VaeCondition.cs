namespace Sargam.Learning.Vae.Data;

/// <summary>A class per observation that a conditional VAE is told, such as its genre or language (Sohn, Lee and Yan 2015).</summary>
public sealed class VaeCondition
{
    /// <summary>An observation whose class is not known: the model uses the average over classes.</summary>
    public const int Unknown = -1;

    /// <summary>Gives the classes.</summary>
    /// <param name="classes">From 0 to <paramref name="classCount"/> - 1, or <see cref="Unknown"/>.</param>
    /// <param name="classCount">Number of classes, at least 1.</param>
    /// <exception cref="ArgumentException">A class is out of range.</exception>
    public VaeCondition(IReadOnlyList<int> classes, int classCount)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        for (int row = 0; row < classes.Count; row++)
        {
            if (classes[row] < Unknown || classes[row] >= classCount)
            {
                throw new ArgumentException($"classes must be in [-1, {classCount - 1}], row {row} is {classes[row]}", nameof(classes));
            }
        }

        (Classes, ClassCount) = ([.. classes], classCount);
    }

    /// <summary>The class of each observation, <see cref="Unknown"/> where there is none.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The share of each class among the observations whose class is known; equal shares when none is.</summary>
    internal float[] Shares()
    {
        var shares = new float[ClassCount];
        int known = Classes.Count(label => label >= 0);
        if (known == 0) Array.Fill(shares, 1f / ClassCount);
        foreach (int label in Classes)
        {
            if (label >= 0) shares[label] += 1f / known;
        }

        return shares;
    }
}
