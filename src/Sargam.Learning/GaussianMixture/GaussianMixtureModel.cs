using Sargam.Numerics;

namespace Sargam.Learning.GaussianMixture;

/// <summary>
/// The mixture that <see cref="GaussianMixture"/> found, or one with given parameters: immutable. An observation's label is
/// the component most probably responsible for it.
/// </summary>
public sealed class GaussianMixtureModel : ClusteringModel, IPredictor
{
    /// <summary>Rebuilds a model, for instance from a file.</summary>
    /// <param name="labels">The component of each observation of the fit.</param>
    /// <param name="convergence">How the fit ended.</param>
    /// <param name="parameters">The mixture.</param>
    /// <param name="lowerBound">Mean log density of the observations in the last iteration of the fit.</param>
    /// <exception cref="ArgumentException">A label has no component.</exception>
    public GaussianMixtureModel(IReadOnlyList<int> labels, Convergence convergence, GaussianMixtureParameters parameters, double lowerBound)
        : base([.. labels], convergence)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        for (int i = 0; i < labels.Count; i++)
        {
            if ((uint)labels[i] >= (uint)parameters.ComponentCount)
            {
                throw new ArgumentException($"labels must be in [0, {parameters.ComponentCount}), row {i} has {labels[i]}", nameof(labels));
            }
        }

        Parameters = parameters;
        LowerBound = lowerBound;
    }

    /// <summary>
    /// A mixture that was not fitted by likelihood, such as the prior of a variational autoencoder: it has no labels, and no
    /// lower bound (NaN).
    /// </summary>
    /// <param name="parameters">The mixture.</param>
    public GaussianMixtureModel(GaussianMixtureParameters parameters)
        : this([], default, parameters, double.NaN)
    {
    }

    /// <summary>Weights, means and covariances.</summary>
    public GaussianMixtureParameters Parameters { get; }

    /// <summary>The share of each component: k values that add up to 1 (scikit-learn: <c>weights_</c>).</summary>
    public IReadOnlyList<double> Weights => Parameters.Weights;

    /// <summary>The mean of each component, k x d row-major (scikit-learn: <c>means_</c>).</summary>
    public IReadOnlyList<double> Means => Parameters.Means;

    /// <summary>The covariances in the shape that their type says, row-major (scikit-learn: <c>covariances_</c>).</summary>
    public IReadOnlyList<double> Covariances => Parameters.Covariances;

    /// <summary>Mean log density of the fitted observations, as the last iteration found it before it moved on (scikit-learn: <c>lower_bound_</c>).</summary>
    public double LowerBound { get; }

    /// <summary>Components: as many as asked for, or fewer where the observations have fewer distinct rows.</summary>
    public int ComponentCount => Parameters.ComponentCount;

    /// <inheritdoc/>
    public int ColumnCount => Parameters.ColumnCount;

    /// <summary>The most probable component of each row, the lowest number where two are equally probable. On the fitted rows: <see cref="ClusteringModel.Labels"/>.</summary>
    /// <exception cref="ArgumentException">The rows have another number of columns, or a value is NaN or infinite.</exception>
    public int[] Predict(MatrixView observations)
    {
        Check(observations, minimumRowCount: 0);
        return MixtureEvaluation.Labels(Parameters.Densities, observations);
    }

    /// <summary>The probability that each component is responsible for each row (scikit-learn: <c>predict_proba</c>).</summary>
    /// <returns>Rows x components; every row adds up to 1, but for rounding.</returns>
    /// <exception cref="ArgumentException">The rows have another number of columns, or a value is NaN or infinite.</exception>
    public Matrix PredictProbabilities(MatrixView observations)
    {
        Check(observations, minimumRowCount: 0);
        return MixtureEvaluation.Probabilities(Parameters.Densities, observations);
    }

    /// <summary>How clearly each row belongs to its component: the probability of the most probable one.</summary>
    /// <returns>One value in [1 / k, 1] per row.</returns>
    /// <exception cref="ArgumentException">The rows have another number of columns, or a value is NaN or infinite.</exception>
    public override float[] Confidences(MatrixView observations)
    {
        Check(observations, minimumRowCount: 0);
        return MixtureEvaluation.Confidences(Parameters.Densities, observations);
    }

    /// <summary>The natural logarithm of the mixture's density at each row (scikit-learn: <c>score_samples</c>).</summary>
    /// <exception cref="ArgumentException">The rows have another number of columns, or a value is NaN or infinite.</exception>
    public double[] LogDensities(MatrixView observations)
    {
        Check(observations, minimumRowCount: 0);
        return MixtureEvaluation.LogDensities(Parameters.Densities, observations);
    }

    /// <summary>The mean of <see cref="LogDensities"/> (scikit-learn: <c>score</c>).</summary>
    /// <exception cref="ArgumentException">There are no rows, they have another number of columns, or a value is NaN or infinite.</exception>
    public double MeanLogDensity(MatrixView observations)
    {
        Check(observations, minimumRowCount: 1);
        double sum = 0;
        foreach (double value in MixtureEvaluation.LogDensities(Parameters.Densities, observations)) sum += value;
        return sum / observations.RowCount;
    }

    /// <summary>The Bayesian information criterion on some rows: the lower the better (scikit-learn: <c>bic</c>).</summary>
    /// <inheritdoc cref="MeanLogDensity" path="/exception"/>
    public double Bic(MatrixView observations) =>
        -2 * MeanLogDensity(observations) * observations.RowCount + Parameters.FreeParameterCount * Math.Log(observations.RowCount);

    /// <summary>The Akaike information criterion on some rows: the lower the better (scikit-learn: <c>aic</c>).</summary>
    /// <inheritdoc cref="MeanLogDensity" path="/exception"/>
    public double Aic(MatrixView observations) => -2 * MeanLogDensity(observations) * observations.RowCount + 2.0 * Parameters.FreeParameterCount;

    private void Check(MatrixView observations, int minimumRowCount)
    {
        Observations.CheckColumns(observations, nameof(GaussianMixtureModel), ColumnCount);
        Observations.Check(observations, nameof(GaussianMixtureModel), minimumRowCount);
    }
}
