using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>Several transformers in a row, each fitted on what the one before it gives (scikit-learn: <c>Pipeline</c> of transformers).</summary>
public sealed class TransformPipeline : ITransformer<TransformPipelineModel>
{
    private readonly ITransformer<ITransform>[] _steps;

    /// <summary>Takes the steps.</summary>
    /// <param name="steps">Transformers in the order of their use; none is allowed and changes nothing.</param>
    public TransformPipeline(params IReadOnlyList<ITransformer<ITransform>> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        _steps = [.. steps];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows or columns, a value is NaN or infinite, or a step refuses its input.</exception>
    public TransformPipelineModel Fit(
        MatrixView observations, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Observations.Check(observations, nameof(TransformPipeline));
        var models = new ITransform[_steps.Length];
        MatrixView rows = observations;
        for (int i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            models[i] = _steps[i].Fit(rows, progress, cancellationToken);
            if (i < models.Length - 1) rows = models[i].Transform(rows);
        }

        return new TransformPipelineModel(observations.ColumnCount, models);
    }
}
