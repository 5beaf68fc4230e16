using System.Numerics.Tensors;
using Sargam.Learning.Decomposition;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>
/// What becomes of z-scored features before a network sees them: outliers are clipped, and directions of little variance left out.
/// Immutable.
/// </summary>
internal sealed class InputPreparation
{
    /// <summary>Joins the parts.</summary>
    /// <param name="clip">Largest magnitude; 0 for no limit.</param>
    /// <param name="pca">Principal components; null for the features themselves.</param>
    /// <param name="scale">What components are divided by.</param>
    public InputPreparation(double clip, PcaModel? pca, double scale) => (Clip, Pca, Scale) = (clip, pca, scale);

    /// <summary>Largest magnitude; 0 for no limit.</summary>
    public double Clip { get; }

    /// <summary>Principal components; null for the features themselves.</summary>
    public PcaModel? Pca { get; }

    /// <summary>One number for all components, so that their mean variance is 1 and their proportions stay.</summary>
    public double Scale { get; }

    /// <summary>Learns from z-scored rows.</summary>
    public static InputPreparation Fit(RepresentRecipe recipe, MatrixView standardised, CancellationToken cancellationToken)
    {
        if (recipe.InputVariance == 0) return new InputPreparation(recipe.Clip, null, 1);
        PcaModel pca = new Pca(new PcaOptions { ExplainedVariance = recipe.InputVariance }).Fit(Clipped(standardised, recipe.Clip), null, cancellationToken);
        double variance = pca.ExplainedVariance.Average();
        return new InputPreparation(recipe.Clip, pca, variance > 0 ? Math.Sqrt(variance) : 1);
    }

    /// <summary>Prepares rows.</summary>
    public MatrixView Transform(MatrixView standardised)
    {
        MatrixView clipped = Clipped(standardised, Clip);
        if (Pca is null) return clipped;
        Matrix components = Pca.Transform(clipped);
        TensorPrimitives.Multiply(components.Values, (float)(1 / Scale), components.Values);
        return components;
    }

    /// <summary>Takes prepared rows back to z-scores, as near as they were kept.</summary>
    public Matrix Inverse(Matrix prepared)
    {
        if (Pca is null) return prepared;
        Matrix components = prepared.View.ToMatrix();
        TensorPrimitives.Multiply(components.Values, (float)Scale, components.Values);
        return Pca.InverseTransform(components);
    }

    /// <summary>Rows with no value beyond a limit.</summary>
    public static MatrixView Clipped(MatrixView rows, double limit)
    {
        if (limit == 0) return rows;
        Matrix clipped = rows.ToMatrix();
        TensorPrimitives.Clamp(clipped.Values, -(float)limit, (float)limit, clipped.Values);
        return clipped;
    }
}
