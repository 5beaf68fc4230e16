namespace Sargam.Learning.Agglomerative;

/// <summary>How far apart two clusters are (scikit-learn: <c>linkage</c>).</summary>
public enum Linkage
{
    /// <summary>By how much joining them raises the sum of squared distances from the means (Ward, 1963): compact clusters of similar size.</summary>
    Ward,

    /// <summary>The mean distance over all pairs of their observations.</summary>
    Average,

    /// <summary>The largest distance between their observations: clusters of small diameter, sensitive to outliers.</summary>
    Complete,

    /// <summary>The least distance between their observations: clusters of any shape, which thin bridges join.</summary>
#pragma warning disable CA1720 // The field's name for it; it is no number type here.
    Single,
#pragma warning restore CA1720
}
