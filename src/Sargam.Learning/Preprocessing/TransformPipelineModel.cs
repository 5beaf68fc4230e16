using Sargam.Numerics;

namespace Sargam.Learning.Preprocessing;

/// <summary>The models of a <see cref="TransformPipeline"/>, in their order: immutable. It is saved by saving them.</summary>
public sealed class TransformPipelineModel : ITransform
{
    private readonly ITransform[] _steps;

    /// <summary>Rebuilds a model from those of its steps.</summary>
    /// <param name="columnCount">Columns of the input.</param>
    /// <param name="steps">Models in the order of their use.</param>
    /// <exception cref="ArgumentException">A step takes another number of columns than it is given.</exception>
    public TransformPipelineModel(int columnCount, IReadOnlyList<ITransform> steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columnCount);
        ArgumentNullException.ThrowIfNull(steps);
        InputColumnCount = columnCount;
        OutputColumnCount = columnCount;
        _steps = [.. steps];
        for (int i = 0; i < _steps.Length; i++)
        {
            if (_steps[i].InputColumnCount != OutputColumnCount)
            {
                throw new ArgumentException($"steps must fit each other, number {i} takes {_steps[i].InputColumnCount} columns and is given {OutputColumnCount}", nameof(steps));
            }

            OutputColumnCount = _steps[i].OutputColumnCount;
        }
    }

    /// <summary>The models in the order of their use.</summary>
    public IReadOnlyList<ITransform> Steps => _steps;

    /// <inheritdoc/>
    public int InputColumnCount { get; }

    /// <inheritdoc/>
    public int OutputColumnCount { get; }

    /// <inheritdoc/>
    public Matrix Transform(MatrixView observations)
    {
        Observations.CheckColumns(observations, nameof(TransformPipelineModel), InputColumnCount);
        Observations.Check(observations, nameof(TransformPipelineModel), minimumRowCount: 0);
        Matrix rows = observations.ToMatrix();
        foreach (ITransform step in _steps) rows = step.Transform(rows);
        return rows;
    }
}
