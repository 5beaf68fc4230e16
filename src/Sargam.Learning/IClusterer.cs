using Sargam.Numerics;

namespace Sargam.Learning;

/// <summary>
/// An algorithm that groups observations. Stateless and thread-safe: options are checked in the constructor, and all that a
/// fit learns is in the model it returns.
/// </summary>
/// <typeparam name="TModel">What a fit returns.</typeparam>
public interface IClusterer<out TModel>
    where TModel : ClusteringModel
{
    /// <summary>Groups the rows of a matrix.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="progress">Told about each iteration.</param>
    /// <param name="cancellationToken">Checked once per iteration.</param>
    /// <exception cref="ArgumentException">Too few rows, or a value is NaN or infinite.</exception>
    TModel Fit(MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default);
}
