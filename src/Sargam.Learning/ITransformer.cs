using Sargam.Numerics;

namespace Sargam.Learning;

/// <summary>An algorithm that learns a mapping of rows to rows. Stateless and thread-safe, as <see cref="IClusterer{TModel}"/> is.</summary>
/// <typeparam name="TModel">What a fit returns.</typeparam>
public interface ITransformer<out TModel>
    where TModel : ITransform
{
    /// <summary>Learns the mapping.</summary>
    /// <param name="observations">One row per observation; finite values.</param>
    /// <param name="progress">Told about each iteration.</param>
    /// <param name="cancellationToken">Checked once per iteration.</param>
    TModel Fit(MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>A learned mapping of rows to rows.</summary>
public interface ITransform
{
    /// <summary>Columns of the input.</summary>
    int InputColumnCount { get; }

    /// <summary>Columns of the output.</summary>
    int OutputColumnCount { get; }

    /// <summary>Maps each row; the input is not changed.</summary>
    /// <exception cref="ArgumentException">The input has another number of columns.</exception>
    Matrix Transform(MatrixView observations);
}
